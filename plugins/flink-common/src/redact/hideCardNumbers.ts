const TOGETHER = /(?<![\w.-])\d{13,19}(?![\w-])/g;
const FOURS = /(?<![\w.-])\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}(?![\w-])/g;
const AMEX = /(?<![\w.-])\d{4}[ -]\d{6}[ -]\d{4,5}(?![\w-])/g;

// Source: ISO/IEC 7812 ranges as the card schemes publish them.
const CARD =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12,15}|35\d{14})$/;
const OFFSET_BEFORE = /(?:offset|sequence|number|timestamp)s?\W{0,3}$/i;

/** Removes numbers that are those of payment cards. Offsets, times and sequence numbers stay. */
export function hideCardNumbers(text: string): string {
  return [TOGETHER, FOURS, AMEX].reduce(
    (rest, pattern) =>
      rest.replace(pattern, (whole, at: number) => {
        const before = rest.slice(Math.max(0, at - 16), at);
        return isCard(whole.replace(/[ -]/g, '')) && !OFFSET_BEFORE.test(before)
          ? '[card number hidden]'
          : whole;
      }),
    text,
  );
}

function isCard(digits: string): boolean {
  if (!CARD.test(digits)) {
    return false;
  }
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
