/** Epoch ms of an ISO text, undefined when there is none or it is not a time. */
export function optionalTime(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
