/** Shown in place of a value that is hidden. */
export const HIDDEN = '********';

/**
 * Words in a key that make its value a secret. Separators and case differ from team to team, so keys
 * are compared without them.
 */
const SECRET_KEY =
  /passw|passphrase|passwd|pwd|secret|token|credential|apikey|accesskey|privatekey|signingkey|encryptionkey|licensekey|accountkey|sharedkey|hmac|jaas|connectionstring|connstr|jdbcurl|dsn|webhook|cookie|authorization|bearer|keystore|truststore|sasl/;

/** Whether a property's key says that its value is a secret. */
export function isSecretKey(
  key: string,
  extraKeys: readonly string[] = [],
): boolean {
  const bare = bareKey(key);
  return (
    SECRET_KEY.test(bare) ||
    /(^|[^a-z])(pass|auth|pin|salt|pat)([^a-z]|$)/i.test(key) ||
    extraKeys.some(extra => bareKey(extra) === bare)
  );
}

function bareKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Values that are secrets by their own shape, whatever they are called. */
export const SECRET_SHAPES: readonly RegExp[] = [
  // AWS access key ids.
  /\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{12,}\b/g,
  // JSON web tokens.
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g,
  // PEM blocks, also when cut off.
  /-----BEGIN [A-Z ]*(?:KEY|CERTIFICATE)[A-Z ]*-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g,
  // User and password in a URL.
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
  // HTTP credentials.
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  // Tokens with a vendor's prefix.
  /\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|rk_live_|sk-|hvs\.|dop_v1_|npm_|pypi-|SG\.)[\w.-]{8,}/g,
  // Signed URLs.
  /(?<=[?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|sig|signature)=)[^&\s]+/gi,
];

/**
 * `password=hunter2`, `"api_key": "x"`: an assignment whose key names a secret. The service cuts texts off
 * at 512 characters, so a quote may never close.
 */
export const ASSIGNMENT =
  /([\w.-]{2,64})(["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|[^\s,;&"']+)/g;

const LONG_WORD = /[A-Za-z0-9+/_=-]{24,}/g;

/**
 * Whether a word looks drawn at random: long, of mixed kinds of characters, with about as many
 * distinct characters as chance gives. Paths, class names and ARNs have separators or few kinds.
 */
export function looksRandom(word: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(word)).length;
  const hex = /^[0-9a-f]{32,}$/i.test(word);
  if (!hex && kinds < 3) {
    return false;
  }
  return entropyBitsPerCharacter(word) >= (hex ? 3 : 3.9);
}

function entropyBitsPerCharacter(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce(
    (bits, count) =>
      bits - (count / word.length) * Math.log2(count / word.length),
    0,
  );
}

/** Whether any word of the value looks drawn at random. */
export function holdsRandomWord(value: string): boolean {
  return (value.match(LONG_WORD) ?? []).some(looksRandom);
}
