/** 32 hexadecimal digits are an id of Flink's, so no name of a field. */
const ID = /^[0-9a-f]{32}$/;

/**
 * The fields of a JSON value with the types seen there: `vertices[].status: string`. Elements of a list count as one,
 * and ids as names of fields as `*`.
 */
export function jsonShape(value: unknown): ReadonlyMap<string, Set<string>> {
  const shape = new Map<string, Set<string>>();
  collect(value, '', shape);
  return shape;
}

function collect(
  value: unknown,
  path: string,
  shape: Map<string, Set<string>>,
): void {
  const types = shape.get(path) ?? new Set();
  shape.set(path, types.add(typeOf(value)));
  if (Array.isArray(value)) {
    value.forEach(element => collect(element, `${path}[]`, shape));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      const name = ID.test(key) ? '*' : key;
      collect(child, path ? `${path}.${name}` : name, shape);
    }
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/**
 * How a copy differs from the original: fields that it lacks, that it invented, and whose types the original never
 * has. What is below a field that only one has, or that one has only empty, is not told.
 */
export function shapeDifferences(
  original: ReadonlyMap<string, ReadonlySet<string>>,
  copy: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const differences: string[] = [];
  for (const path of original.keys()) {
    if (
      !copy.has(path) &&
      copy.has(parentOf(path)) &&
      hasChildren(copy, path)
    ) {
      differences.push(`missing: ${path}`);
    }
  }
  for (const [path, types] of copy) {
    const known = original.get(path);
    if (!known) {
      if (original.has(parentOf(path)) && hasChildren(original, path)) {
        differences.push(`invented: ${path}`);
      }
    } else {
      for (const type of types) {
        // Nothing, and an object where lists and objects may be absent, are a matter of the moment.
        if (!known.has(type) && type !== 'null' && !onlyNull(known)) {
          differences.push(
            `other type: ${path} is ${type}, really ${[...known].join(' or ')}`,
          );
        }
      }
    }
  }
  return differences.sort();
}

function onlyNull(types: ReadonlySet<string>): boolean {
  return types.size === 1 && types.has('null');
}

function parentOf(path: string): string {
  return path.endsWith('[]')
    ? path.slice(0, -2)
    : path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** Whether the parent of a field has any fields there, so that the absence of this one says something. */
function hasChildren(
  shape: ReadonlyMap<string, unknown>,
  path: string,
): boolean {
  const parent = parentOf(path);
  return [...shape.keys()].some(
    other => other !== parent && other !== '' && parentOf(other) === parent,
  );
}
