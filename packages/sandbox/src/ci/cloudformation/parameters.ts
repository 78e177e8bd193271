import { Failure } from '../Failure';
import type {
  Template,
  TemplateParameter,
  TemplateValue,
} from './readTemplate';

/** Values of a template's parameters, lists as lists. */
export type ParameterValues = ReadonlyMap<string, TemplateValue>;

/**
 * The values in force: what is given, defaults for the rest, each within its parameter's rules.
 *
 * @throws Failure in CloudFormation's words
 */
export function parameterValues(
  template: Template,
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const declared = template.Parameters ?? {};
  const unknown = Object.keys(given).filter(name => !(name in declared));
  if (unknown.length > 0) {
    throw new Failure(
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
  const values = new Map<string, TemplateValue>();
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(declared)) {
    const value = given[name] ?? parameter.Default;
    if (value === undefined || value === null) {
      missing.push(name);
      continue;
    }
    const text = Array.isArray(value) ? value.join(',') : String(value);
    check(name, parameter, text);
    const isList = /^List<|^CommaDelimitedList$/.test(parameter.Type);
    values.set(
      name,
      isList
        ? text
            .split(',')
            .map(one => one.trim())
            .filter(Boolean)
        : text,
    );
  }
  if (missing.length > 0) {
    throw new Failure(`Parameters: [${missing.join(', ')}] must have values`);
  }
  return values;
}

function check(name: string, parameter: TemplateParameter, text: string): void {
  const refuse = (why: string): never => {
    throw new Failure(`Parameter '${name}' ${why}`);
  };
  const { AllowedValues, AllowedPattern, MinValue, MaxValue } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(text)) {
    refuse(
      `must be one of AllowedValues: ${AllowedValues.join(', ')}, not ${text}`,
    );
  }
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(text)) {
    refuse(
      `must match pattern ${AllowedPattern}, and ${
        text || 'an empty value'
      } does not`,
    );
  }
  if (parameter.Type === 'Number') {
    const number = Number(text);
    if (text.trim() === '' || Number.isNaN(number)) {
      refuse(`must be a number, not ${text}`);
    }
    if (MinValue !== undefined && number < MinValue) {
      refuse(`must be a number not less than ${MinValue}`);
    }
    if (MaxValue !== undefined && number > MaxValue) {
      refuse(`must be a number not greater than ${MaxValue}`);
    }
  }
  if (parameter.MinLength !== undefined && text.length < parameter.MinLength) {
    refuse(`must contain at least ${parameter.MinLength} characters`);
  }
  if (parameter.MaxLength !== undefined && text.length > parameter.MaxLength) {
    refuse(`must contain at most ${parameter.MaxLength} characters`);
  }
}
