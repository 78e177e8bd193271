import type {
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { parse } from 'yaml';

/**
 * The input of the step that an example of an action shows.
 *
 * @throws Error when the scaffolder would not accept it
 */
export function exampleInput<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  { example }: TemplateExample,
): I {
  const [step] = parse(example).steps;
  if (step.action !== action.id) {
    throw new Error(`The example is of ${step.action}, not of ${action.id}`);
  }
  const { valid, errors } = validate(step.input, action.schema!.input!);
  if (!valid) {
    throw new Error(`${action.id} does not accept its example: ${errors}`);
  }
  return step.input;
}
