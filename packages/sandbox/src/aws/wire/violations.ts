import type { ServiceModel, Shape } from './shape';

/** One way a document does not fit its shape. */
export interface Violation {
  /** `type`: it cannot even be read; `constraint`: it can, but is not allowed. */
  readonly kind: 'type' | 'constraint';
  /** Path as AWS writes it, for example `metricDataQueries.1.member.id`. */
  readonly path: string;
  readonly message: string;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    // AWS patterns match the whole value; POSIX classes and \p{} need the u flag.
    pattern = new RegExp(`^(?:${source})$`, source.includes('\\p{') ? 'u' : '');
    patterns.set(source, pattern);
  }
  return pattern;
}

/**
 * Everything in which a document differs from a shape of the model: types, required members,
 * unknown members, enums, patterns, lengths and ranges.
 */
export function violations(
  model: ServiceModel,
  shapeName: string,
  value: unknown,
  path = '',
): Violation[] {
  const shape = model.shapes[shapeName];
  const wrongType = (expected: string): Violation[] => [
    {
      kind: 'type',
      path,
      message: `${path || 'The document'} must be ${expected}`,
    },
  ];
  switch (shape.type) {
    case 'structure':
      return isRecord(value)
        ? structureViolations(model, shape, value, path)
        : wrongType('an object');
    case 'list':
      if (!Array.isArray(value)) {
        return wrongType('a list');
      }
      return [
        ...lengthViolations(shape, value.length, value, path),
        ...value.flatMap((item, index) =>
          violations(
            model,
            shape.member!.shape,
            item,
            `${path}.${index + 1}.member`,
          ),
        ),
      ];
    case 'map':
      if (!isRecord(value)) {
        return wrongType('an object');
      }
      return Object.entries(value).flatMap(([key, item]) => [
        ...violations(model, shape.key!.shape, key, `${path}.key`),
        ...violations(model, shape.value!.shape, item, `${path}.${key}`),
      ]);
    case 'string':
    case 'blob':
      return typeof value === 'string'
        ? stringViolations(shape, value, path)
        : wrongType('a string');
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrongType('a boolean');
    case 'integer':
    case 'long':
      return Number.isInteger(value)
        ? lengthViolations(shape, Number(value), value, path)
        : wrongType('an integer');
    default:
      return typeof value === 'number'
        ? lengthViolations(shape, value, value, path)
        : wrongType('a number');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function structureViolations(
  model: ServiceModel,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
): Violation[] {
  const found: Violation[] = [];
  const at = (name: string) => {
    const camel = name[0].toLowerCase() + name.slice(1);
    return path ? `${path}.${camel}` : camel;
  };
  for (const name of shape.required ?? []) {
    if (value[name] === undefined || value[name] === null) {
      found.push({
        kind: 'constraint',
        path: at(name),
        message: `Value null at '${at(
          name,
        )}' failed to satisfy constraint: Member must not be null`,
      });
    }
  }
  for (const [name, member] of Object.entries(value)) {
    const known = shape.members?.[name];
    if (!known) {
      found.push({
        kind: 'type',
        path: at(name),
        message: `${at(name)} is not a member of the request`,
      });
    } else if (member !== null && member !== undefined) {
      found.push(...violations(model, known.shape, member, at(name)));
    }
  }
  return found;
}

function stringViolations(
  shape: Shape,
  value: string,
  path: string,
): Violation[] {
  const found = lengthViolations(shape, value.length, value, path);
  const refuse = (constraint: string) =>
    found.push({
      kind: 'constraint',
      path,
      message: `Value '${value}' at '${path}' failed to satisfy constraint: Member must satisfy ${constraint}`,
    });
  if (shape.enum && !shape.enum.includes(value)) {
    refuse(`enum value set: [${shape.enum.join(', ')}]`);
  }
  if (shape.pattern && !patternOf(shape.pattern).test(value)) {
    refuse(`regular expression pattern: ${shape.pattern}`);
  }
  return found;
}

function lengthViolations(
  shape: Shape,
  size: number,
  value: unknown,
  path: string,
): Violation[] {
  const what = typeof value === 'number' ? 'value' : 'length';
  const refuse = (limit: string): Violation => ({
    kind: 'constraint',
    path,
    message: `Value '${String(
      value,
    )}' at '${path}' failed to satisfy constraint: Member must have ${what} ${limit}`,
  });
  const found: Violation[] = [];
  if (shape.min !== undefined && size < shape.min) {
    found.push(refuse(`greater than or equal to ${shape.min}`));
  }
  if (shape.max !== undefined && size > shape.max) {
    found.push(refuse(`less than or equal to ${shape.max}`));
  }
  return found;
}
