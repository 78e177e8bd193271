import { serviceModel } from '../../aws/wire/serviceModel';
import { violations } from '../../aws/wire/violations';
import type { TemplateValue } from '../cloudformation/readTemplate';
import { isObject } from '../cloudformation/readTemplate';

/**
 * A property as the service takes it: CloudFormation turns the texts that parameters are into the numbers and
 * truth values that the service's model asks for.
 */
export function fitToShape(
  shapeName: string,
  value: TemplateValue,
): TemplateValue {
  const shape = serviceModel('kinesisanalyticsv2').shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, member]) => [
              key,
              shape.members?.[key]
                ? fitToShape(shape.members[key].shape, member)
                : member,
            ]),
          )
        : value;
    case 'list':
      return Array.isArray(value)
        ? value.map(item => fitToShape(shape.member!.shape, item))
        : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, member]) => [
              key,
              fitToShape(shape.value!.shape, member),
            ]),
          )
        : value;
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : value;
    case 'integer':
    case 'long':
      return typeof value === 'string' && /^-?\d+$/.test(value)
        ? Number(value)
        : value;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : value;
    default:
      return value;
  }
}

/** Every way in which a document is not what the service's model asks for. */
export function notOfShape(shapeName: string, value: TemplateValue): string[] {
  return violations(serviceModel('kinesisanalyticsv2'), shapeName, value).map(
    ({ message }) => message,
  );
}
