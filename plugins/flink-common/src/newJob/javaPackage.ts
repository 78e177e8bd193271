// Source: the Java Language Specification, 3.9 "Keywords" and 3.10; words a package's part must not be.
const WORDS_OF_JAVA = new Set(
  `abstract assert boolean break byte case catch char class const continue default do double else enum extends
  final finally float for goto if implements import instanceof int interface long native new package private
  protected public return short static strictfp super switch synchronized this throw throws transient try void
  volatile while true false null _`.split(/\s+/),
);

/** The first part of a package that Java keeps for itself; undefined when there is none. */
export function javaKeywordIn(packageName: string): string | undefined {
  return packageName.split('.').find(part => WORDS_OF_JAVA.has(part));
}

/** A job's name as the last part of a package. */
export function packageWord(words: readonly string[]): string {
  const word = words.join('');
  return WORDS_OF_JAVA.has(word) ? `${word}job` : word;
}
