/** Shown in place of a secret. @public */
export const HIDDEN = '********';

/**
 * Words in a key that make its value a secret. Separators and case differ from team to team, so keys
 * are compared without them.
 */
const SECRET_KEY =
  /passw|passphrase|passwd|pwd|secret|token|credential|apikey|accesskey|privatekey|signingkey|encryptionkey|licensekey|accountkey|sharedkey|hmac|jaas|connectionstring|connstr|jdbcurl|dsn|webhook|cookie|authorization|bearer|keystore|truststore|sasl/;

/** Whether a property's key says that its value is a secret. @public */
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
  // AWS access key ids. Source: AWS IAM reference, unique identifiers.
  /\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{12,}\b/g,
  // JSON web tokens.
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g,
  // PEM blocks, also when cut off.
  /-----BEGIN [A-Z ]{0,40}(?:KEY|CERTIFICATE)[A-Z ]{0,40}-----[\s\S]*?(?:-----END [A-Z ]{0,80}-----|$)/g,
  // User and password in a URL; the part before the first slash, as a password may hold an @.
  /(?<=:\/\/)[^\s/@:"']{0,256}:[^\s/"']{1,256}(?=@)/g,
  // A user alone in a URL; Flink's own actor addresses (`pekko.tcp://flink@host`) hold no person.
  /(?<=:\/\/)(?!flink@)[\w.%+~-]{1,256}(?=@)/g,
  // Oracle's user and password: `jdbc:oracle:thin:scott/tiger@host`.
  /(?<=:thin:)[^\s/@]{1,128}\/[^\s@]{1,128}(?=@)/g,
  // HTTP credentials.
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  // Tokens with a vendor's prefix.
  /\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|rk_live_|sk-|hvs\.|dop_v1_|npm_|pypi-|SG\.)[\w.-]{8,}/g,
  // Signed URLs.
  /(?<=[?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|sig|signature)=)[^&\s]+/gi,
  // The user in a JDBC URL's parameters.
  /(?<=[?&;](?:user|username|uid)=)[^&;\s"']{1,256}/gi,
];

const LONG_WORD = /[A-Za-z0-9+/_=-]{24,}/g;

/** Whether any word of the value looks drawn at random. @public */
export function holdsRandomWord(value: string): boolean {
  return (value.match(LONG_WORD) ?? []).some(looksRandom);
}

/**
 * Whether a word looks drawn at random: long, of mixed kinds of characters, with about as many
 * distinct characters as chance gives. Paths, class names and ARNs have separators or few kinds.
 */
function looksRandom(word: string): boolean {
  const hex = /^[0-9a-f]{32,}$/i.test(word);
  if (!hex && kindsOf(word) < 3) {
    return false;
  }
  return entropyBitsPerCharacter(word) >= (hex ? 3 : 3.9);
}

/** An AWS secret access key: forty characters of base64. Names of that length repeat more letters. */
export function looksLikeSecretAccessKey(word: string): boolean {
  return kindsOf(word) === 3 && entropyBitsPerCharacter(word) >= 4.3;
}

function kindsOf(word: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(word)).length;
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
