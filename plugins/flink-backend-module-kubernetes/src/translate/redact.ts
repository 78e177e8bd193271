const MASK = '******';

const SECRET_KEY =
  /(password|passwd|secret|token|credential|private[-_.]?key|access[-_.]?key|api[-_.]?key|sasl\.jaas)/i;

/** Whether a configuration key usually holds a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** A value of a configuration, masked when its key or its text gives a secret away. */
export function redactValue(key: string, value: string): string {
  return isSecretKey(key) ? MASK : redact(value);
}

/** A text for people without what is obviously a secret. */
export function redact(text: string): string {
  return (
    text
      // AWS access key ids. Source: AWS IAM reference, unique identifiers.
      .replace(/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK)
      // user:password@host in an address
      .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s/@]+@/gi, `$1:${MASK}@`)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g, `$1 ${MASK}`)
      .replace(
        /((?:password|passwd|secret|token|api[-_.]?key|access[-_.]?key)[\w.-]*["']?\s*[=:]\s*["']?)[^\s"',;&}]+/gi,
        `$1${MASK}`,
      )
  );
}
