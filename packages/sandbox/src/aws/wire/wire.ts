/** A type of the SDK as it travels: timestamps are epoch seconds, blobs are base64. */
export type Wire<T> = T extends Date
  ? number
  : T extends Uint8Array
  ? string
  : T extends (infer Item)[]
  ? Wire<Item>[]
  : T extends object
  ? { [Key in keyof T as Key extends '$metadata' ? never : Key]: Wire<T[Key]> }
  : T;

/** Epoch seconds of epoch milliseconds, as AWS's JSON protocols write timestamps. */
export function epochSeconds(timeMs: number): number {
  return Math.round(timeMs) / 1000;
}
