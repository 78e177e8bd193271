import type { ExceptionRecord } from './FaultRecord';

const LONGEST_MESSAGE = 300;

/** What differs between two occurrences of the same exception, in the order it must be replaced. */
const VARYING: ReadonlyArray<readonly [RegExp, string]> = [
  [/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?Z?/g, '<time>'],
  [
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
    '<id>',
  ],
  [/@[0-9a-f]{4,16}\b/gi, '@<hash>'],
  [/\b0x[0-9a-f]+/gi, '<hex>'],
  // A word of hexadecimal digits is an id when it holds a digit: `deadbeef` alone could be a name.
  [/\b(?=[a-f]{0,40}\d)[0-9a-f]{8,64}\b/gi, '<id>'],
  [/\d+/g, '<n>'],
];

/**
 * What makes two exceptions the same: class, message and place, but for numbers, ids, hexadecimal words,
 * times, subtask indices and hashes of objects. Sixteen hexadecimal digits.
 *
 * @public
 */
export function fingerprintOf(exception: ExceptionRecord): string {
  const text = [
    exception.exceptionClass,
    constantPart(exception.message.slice(0, LONGEST_MESSAGE)),
    constantPart(placeOf(exception)),
  ].join('\n');
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x9747b28c)}`;
}

function constantPart(text: string): string {
  return VARYING.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    text,
  );
}

/** The method that threw, without its line: lines move with every release. */
function placeOf({ exceptionClass, stack }: ExceptionRecord): string {
  const lines = (stack ?? '').split('\n');
  let header = lines.length - 1;
  while (header >= 0 && !lines[header].includes(exceptionClass)) {
    header -= 1;
  }
  const frame = lines.slice(header + 1).find(line => line.startsWith('\tat '));
  return frame ? frame.slice('\tat '.length).replace(/\(.*$/, '') : '';
}

/** FNV-1a: short, the same everywhere, and no secret depends on it. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
