const EMAIL =
  /(?<![\w.+%-])[\w.+%-]{1,64}@[\w-][\w.-]{0,252}\.[A-Za-z]{2,24}(?![\w-])/g;
const IPV4 =
  /(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)/g;
/** Hosts in AWS carry their address in their name: `ip-10-0-3-17.ec2.internal`. */
const EC2_HOST = /\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b/g;
const MAYBE_IPV6 = /(?<![\w:.])[0-9A-Fa-f:]{3,39}(?![\w:])/g;

/** Removes e-mail and IP addresses; ports, and what else tells one TaskManager from another, stay. */
export function hideAddresses(text: string): string {
  return text
    .replace(EMAIL, whole =>
      // Flink's own actor addresses: `pekko.tcp://flink@host:6123`.
      whole.startsWith('flink@') ? whole : '[e-mail hidden]',
    )
    .replace(IPV4, (whole, ...groups: string[]) =>
      groups.slice(0, 4).every(part => Number(part) <= 255)
        ? '[address hidden]'
        : whole,
    )
    .replace(EC2_HOST, '[address hidden]')
    .replace(MAYBE_IPV6, whole => (isIpv6(whole) ? '[address hidden]' : whole));
}

/** Times of day have too few groups, names of methods (`a::b`) no digit. */
function isIpv6(text: string): boolean {
  const groups = text.split(':');
  if (groups.some(group => group.length > 4) || !/\d/.test(text)) {
    return false;
  }
  const halves = text.split('::');
  return halves.length === 2
    ? groups.length <= 9 && !text.includes(':::')
    : halves.length === 1 && groups.length === 8 && !groups.includes('');
}
