import type {
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { parse } from 'yaml';

const STEP_OUTPUT = /^\$\{\{ steps\['([\w-]+)'\]\.output\.(\w+) \}\}$/;

/**
 * The input of the step that an example of an action shows.
 *
 * @param before - outputs of the steps before it, by step
 * @throws Error when the scaffolder would not accept it
 */
export function exampleInput<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  { example }: TemplateExample,
  before: Record<string, Record<string, unknown>> = {},
): I {
  const [step] = parse(example).steps;
  if (step.action !== action.id) {
    throw new Error(`The example is of ${step.action}, not of ${action.id}`);
  }
  const input = JSON.parse(JSON.stringify(step.input), (_key, value) => {
    const [, id, output] = STEP_OUTPUT.exec(value) ?? [];
    return id ? before[id]?.[output] : value;
  });
  const { valid, errors } = validate(input, action.schema!.input!);
  if (!valid) {
    throw new Error(`${action.id} does not accept its example: ${errors}`);
  }
  return input;
}
