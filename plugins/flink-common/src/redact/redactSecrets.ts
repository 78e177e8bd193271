import {
  HIDDEN,
  isSecretKey,
  looksLikeSecretAccessKey,
  SECRET_SHAPES,
} from './secretPatterns';

/** `password=`, `"api_key": `, `\"token\":`; whether the key names a secret is asked afterwards. */
const KEY_AND_SIGN = /([\w.-]{1,128})(\\?["']?\s{0,3}[=:]\s{0,3})/g;
/** A value, in quotes of three kinds or bare. A text may be cut off, so a quote may never close. */
const VALUE =
  /\\"[^"\\]*(?:\\"|$)?|"(?:[^"\\]|\\.)*(?:"|\\?$)|'(?:[^'\\]|\\.)*(?:'|\\?$)|[^\s,;&"'\\)}\]]+/y;
/** Headers whose value goes to the end of the line: it has blanks and commas of its own. */
const WHOLE_LINE_KEY = /(?:authorization|cookie)$/i;
const REST_OF_LINE = /[^\r\n"]+/y;
/** Keys in form only: `TopicAuthorizationException: …`, `TokenParser.java:87`, an action of IAM. */
const NO_KEY =
  /(?:Exception|Error|Throwable|Failure|\.java|\.scala|\.kt|^secretsmanager)$/;
const ARN_REST = /aws[\w-]{0,20}:[^\s"',;)}\]]+/y;
const FORTY_CHARACTERS = /(?<![\w/+.$=-])[A-Za-z0-9/+]{40}(?![\w/+.$=-])/g;

/**
 * Removes what looks like a secret from a text: assignments whose key names one, and values that are one
 * by their shape. Class names, stack frames, ARNs and the rest of the sentence stay.
 *
 * @public
 */
export function redactSecrets(text: string): string {
  const shaped = SECRET_SHAPES.reduce(
    (rest, shape) => rest.replace(shape, HIDDEN),
    text,
  ).replace(FORTY_CHARACTERS, word =>
    looksLikeSecretAccessKey(word) ? HIDDEN : word,
  );
  return withoutAssignedSecrets(shaped);
}

function withoutAssignedSecrets(text: string): string {
  const shown: string[] = [];
  let from = 0;
  KEY_AND_SIGN.lastIndex = 0;
  for (
    let found = KEY_AND_SIGN.exec(text);
    found;
    found = KEY_AND_SIGN.exec(text)
  ) {
    const [, key] = found;
    const valueAt = KEY_AND_SIGN.lastIndex;
    if (key === 'arn') {
      // The name of a secret is no secret, and `secretsmanager:` in an ARN is no key.
      KEY_AND_SIGN.lastIndex = valueAt + lengthAt(ARN_REST, text, valueAt);
      continue;
    }
    if (NO_KEY.test(key) || !isSecretKey(key)) {
      continue;
    }
    const length = lengthAt(
      WHOLE_LINE_KEY.test(key) && !/["']/.test(found[2]) ? REST_OF_LINE : VALUE,
      text,
      valueAt,
    );
    if (length > 0) {
      shown.push(text.slice(from, valueAt), HIDDEN);
      from = valueAt + length;
      KEY_AND_SIGN.lastIndex = from;
    }
  }
  shown.push(text.slice(from));
  return shown.join('');
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
