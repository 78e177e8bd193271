import { diff3Merge } from 'node-diff3';

/** One file of a tree; undefined where the tree does not have it. */
export type FileContent = Buffer | undefined;

/** What becomes of one file when a template changed under it. */
export type MergedFile =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'written'; readonly content: Buffer }
  | { readonly kind: 'removed' }
  | {
      readonly kind: 'conflict';
      /** Of the file in the repository, from 1; absent when the whole file is in conflict. */
      readonly lines: readonly number[];
      readonly why: string;
      /** With conflict markers; absent where there is nothing to mark. */
      readonly marked?: Buffer;
    };

/**
 * Merges one file three ways.
 *
 * @param base - as the template made it before
 * @param theirs - as the template makes it now
 * @param ours - as it is in the repository
 */
export function mergeFile(
  base: FileContent,
  theirs: FileContent,
  ours: FileContent,
): MergedFile {
  if (isSame(base, theirs) || isSame(ours, theirs)) {
    return { kind: 'unchanged' };
  }
  if (isSame(base, ours)) {
    return theirs ? { kind: 'written', content: theirs } : { kind: 'removed' };
  }
  if (!theirs) {
    return conflict('the template no longer has it, but it was changed here');
  }
  if (!ours) {
    return conflict('it was removed here, but the template changed it');
  }
  if ([base, theirs, ours].some(isBinary)) {
    return conflict('it is no text, and was changed here and by the template');
  }
  return mergeText(base?.toString('utf8') ?? '', theirs, ours);
}

function mergeText(base: string, theirs: Buffer, ours: Buffer): MergedFile {
  const mine = ours.toString('utf8');
  // The repository's own line ends stay, or every line would be a conflict.
  const lineEnd = mine.includes('\r\n') ? '\r\n' : '\n';
  const regions = diff3Merge(
    linesOf(mine),
    linesOf(base),
    linesOf(theirs.toString('utf8')),
  );
  const lines = regions.flatMap(({ conflict: found }) =>
    found ? [found.aIndex + 1] : [],
  );
  const merged = regions.flatMap(({ ok, conflict: found }) =>
    found
      ? [
          '<<<<<<< this repository',
          ...found.a,
          '=======',
          ...found.b,
          '>>>>>>> template',
        ]
      : ok ?? [],
  );
  const content = Buffer.from(merged.join(lineEnd));
  return lines.length > 0
    ? {
        kind: 'conflict',
        lines,
        why: 'the same lines were changed here and by the template',
        marked: content,
      }
    : { kind: 'written', content };
}

function conflict(why: string): MergedFile {
  return { kind: 'conflict', lines: [], why };
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function isSame(one: FileContent, other: FileContent): boolean {
  return one && other ? one.equals(other) : one === other;
}

function isBinary(content: FileContent): boolean {
  return content?.includes(0) ?? false;
}
