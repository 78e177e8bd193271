import { z } from 'zod';
import { listOf, text } from './lenient';

/** `status.error`, whether it came as the operator's JSON or as plain text. */
export interface StatusError {
  /** One line for a person: the outer message and, where it says more, the root's. */
  readonly message: string;
  /** Class names of the exception and its causes. */
  readonly types: readonly string[];
  /** The operator's own reason word: `CrashLoopBackOff`, `UpgradeFailed`. */
  readonly reason?: string;
}

const metadataSchema = z.object({ reason: text }).nullish().catch(undefined);

// Source: operator, FlinkResourceExceptionUtils: each field is cut at 2048 characters.
const exceptionSchema = z.object({
  type: text,
  message: text,
  additionalMetadata: metadataSchema,
  throwableList: listOf(
    z.object({ type: text, message: text, additionalMetadata: metadataSchema }),
  ),
});

/** Reads `status.error`; undefined when there is none (operators up to 1.1 wrote `""`). */
export function parseStatusError(
  error: string | undefined,
): StatusError | undefined {
  const raw = error?.trim();
  if (!raw) return undefined;
  const parsed = exceptionSchema.safeParse(jsonOrUndefined(raw));
  if (!parsed.success) return { message: raw, types: [] };

  const { type, message, additionalMetadata, throwableList } = parsed.data;
  const causes = throwableList.filter(cause => cause.type || cause.message);
  const messages = [message, ...causes.map(cause => cause.message)].filter(
    (part): part is string => Boolean(part),
  );
  const distinct = messages.filter(
    (part, index) =>
      !messages.slice(0, index).some(earlier => earlier.includes(part)),
  );
  const types = [type, ...causes.map(cause => cause.type)].filter(
    (name): name is string => Boolean(name),
  );
  const reason =
    additionalMetadata?.reason ??
    causes.find(cause => cause.additionalMetadata?.reason)?.additionalMetadata
      ?.reason;
  return {
    message: distinct.join(' — ') || types[0] || raw,
    types,
    ...(reason ? { reason } : {}),
  };
}

function jsonOrUndefined(raw: string): unknown {
  if (!raw.startsWith('{')) return undefined;
  try {
    return JSON.parse(raw);
  } catch (error) {
    // An error that was cut in the middle is still text worth reading.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
