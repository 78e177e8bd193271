import { faultText } from './faultText';

const fault = (message: string) =>
  faultText({ exceptionClass: 'java.lang.NullPointerException', message });

describe('a fault in a line', () => {
  it('names class and message', () => {
    expect(fault('x is null')).toBe('NullPointerException: x is null');
  });

  it('keeps the first line', () => {
    expect(fault('x is null\n\tat a.b.C')).toBe(
      'NullPointerException: x is null',
    );
  });

  it('is cut after a word', () => {
    const text = fault(`${'word '.repeat(40)}end`);
    expect(text.length).toBeLessThan(150);
    expect(text).toMatch(/word …$/);
  });

  it('cuts a word that is too long', () => {
    expect(fault('x'.repeat(500)).length).toBeLessThan(150);
  });

  it('does without a message', () => {
    expect(fault('')).toBe('NullPointerException');
  });
});
