import { AwsError } from '../wire/awsError';

/**
 * A predicate for a filter pattern: words that all must occur (quoted or not), `?word` of which one
 * must, `-word` that must not, and a `%regular expression%`.
 *
 * @throws AwsError `InvalidParameterException` for JSON and space-delimited patterns.
 */
export function filterOf(
  pattern: string | undefined,
): (message: string) => boolean {
  const trimmed = pattern?.trim() ?? '';
  if (trimmed === '') {
    return () => true;
  }
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    throw new AwsError(
      'InvalidParameterException',
      'Invalid filter pattern: the sandbox understands terms and %regular expressions% only',
    );
  }
  const expression = /^%(.+)%$/.exec(trimmed);
  if (expression) {
    const regex = new RegExp(expression[1]);
    return message => regex.test(message);
  }
  const terms = [
    ...trimmed.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g),
  ].map(match => ({ sign: match[1], text: match[2] ?? match[3] }));
  const optional = terms.filter(({ sign }) => sign === '?');
  return message =>
    terms.every(({ sign, text }) => {
      if (sign === '?') {
        return true;
      }
      return message.includes(text) !== (sign === '-');
    }) &&
    (optional.length === 0 ||
      optional.some(({ text }) => message.includes(text)));
}
