import { hideAddresses } from './hideAddresses';
import { hideCardNumbers } from './hideCardNumbers';
import { hidePayloads } from './hidePayloads';
import { redactSecrets } from './redactSecrets';

/** Longer texts are cut before anything looks at them. */
const LONGEST_TEXT = 64_000;

/**
 * Removes secrets and personal data from a text that a job or its operator wrote: secrets, users in URLs,
 * records that were quoted, e-mail and IP addresses, card numbers. Class names, topics, offsets, ARNs and
 * stack frames stay, so that the text still explains what happened. Texts over 64,000 characters are cut.
 *
 * @public
 */
export function redactText(text: string): string {
  return hideCardNumbers(
    hideAddresses(hidePayloads(redactSecrets(text.slice(0, LONGEST_TEXT)))),
  );
}
