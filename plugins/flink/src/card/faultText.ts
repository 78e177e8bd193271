import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** A card has room for a line or two. */
const MESSAGE_CHARACTERS = 120;

/** `NullPointerException` of `java.lang.NullPointerException`: the package says little. */
export function simpleClassName(exceptionClass: string): string {
  return exceptionClass.slice(exceptionClass.lastIndexOf('.') + 1);
}

/** `NullPointerException: Cannot invoke …`, cut after a word. */
export function faultText(
  fault: Pick<flinkApi.FaultSummary, 'exceptionClass' | 'message'>,
): string {
  const message = fault.message.split('\n')[0].trim();
  const name = simpleClassName(fault.exceptionClass);
  return message ? `${name}: ${cut(message)}` : name;
}

function cut(text: string): string {
  if (text.length <= MESSAGE_CHARACTERS) {
    return text;
  }
  const head = text.slice(0, MESSAGE_CHARACTERS);
  const space = head.lastIndexOf(' ');
  // A word longer than half the line is cut within.
  return `${(space > MESSAGE_CHARACTERS / 2
    ? head.slice(0, space)
    : head
  ).trimEnd()} …`;
}
