import { throwableText } from './throwableText';

/** A throwable, taken apart. @public */
export interface ParsedThrowable {
  /** Class of the innermost cause that explains: wrappers of Flink and of the JVM say nothing. */
  readonly exceptionClass: string;
  /** What that cause says, at most 1,000 characters; may be empty. */
  readonly message: string;
  /** The text with all causes, without most frames, at most 8,000 characters. */
  readonly stack: string;
}

interface Section {
  readonly className: string;
  readonly message: string;
  readonly frames: readonly string[];
}

const LONGEST_MESSAGE = 1_000;
const LONGEST_STACK = 8_000;
const MOST_LINES = 1_500;
const FRAMES_SHOWN = 12;

const FRAME = /^\s*(?:at\s+\S|\.\.\. \d+ )/;
const CAUSE = /^(\s*)Caused by: /;
const SUPPRESSED = /^\s*Suppressed: /;
const HEADER =
  /^(?:Exception in thread "[^"\n]{0,300}" )?([A-Za-z_$][\w$.]{2,300})(?::(?: ([\s\S]*))?)?$/;

/** Classes that only carry another throwable to somewhere else. */
const WRAPPER =
  /(?:^|[.$])(?:JobException|SerializedThrowable|RecoverableException|CompletionException|ExecutionException|InvocationTargetException|UndeclaredThrowableException|WrappingRuntimeException|JobExecutionException|ProgramInvocationException)$/;

/**
 * Takes a Java throwable apart: a stack trace as text, an array of lines (CloudWatch's
 * `throwableInformation`), or JSON of either.
 *
 * @returns undefined when it names no class
 * @public
 */
export function parseThrowable(input: unknown): ParsedThrowable | undefined {
  const text = throwableText(input);
  const sections = text === undefined ? [] : sectionsOf(text);
  const inner = innermostThatExplains(sections);
  return (
    inner && {
      exceptionClass: inner.className,
      message: inner.message.slice(0, LONGEST_MESSAGE),
      stack: stackOf(sections),
    }
  );
}

/** The throwable and its causes, outermost first; suppressed ones are left out. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let header: string[] = [];
  let frames: string[] = [];
  let suppressed = false;
  const close = () => {
    const parsed = parseHeader(header.join('\n'));
    if (parsed) {
      sections.push({ ...parsed, frames });
    }
    frames = [];
  };
  for (const line of text.split(/\r?\n/).slice(0, MOST_LINES)) {
    const cause = CAUSE.exec(line);
    if (SUPPRESSED.test(line)) {
      suppressed = true;
    } else if (cause && !(suppressed && cause[1].length > 0)) {
      close();
      suppressed = false;
      header = [line.slice(cause[0].length)];
    } else if (suppressed) {
      // What went wrong while something else went wrong explains nothing.
    } else if (FRAME.test(line)) {
      frames.push(line.trim());
    } else if (frames.length === 0) {
      header.push(line);
    }
  }
  close();
  return sections;
}

function parseHeader(
  header: string,
): { className: string; message: string } | undefined {
  const found = HEADER.exec(header.trim());
  const [, className, message = ''] = found ?? [];
  return className && isClassName(className)
    ? { className, message: message.trim() }
    : undefined;
}

function isClassName(name: string): boolean {
  const simple = name.slice(name.lastIndexOf('.') + 1);
  return (
    /^[A-Z]/.test(simple) &&
    (name.includes('.') || /(?:Exception|Error|Throwable)$/.test(name))
  );
}

function innermostThatExplains(
  sections: readonly Section[],
): Section | undefined {
  for (let i = sections.length - 1; i >= 0; i -= 1) {
    const section = unwrapped(sections[i]);
    if (!WRAPPER.test(section.className)) {
      return section;
    }
  }
  const last = sections[sections.length - 1];
  return last && unwrapped(last);
}

/** `RuntimeException: java.io.IOException: gone` says its cause in its own message. */
function unwrapped(section: Section): Section {
  const [firstLine] = section.message.split('\n', 1);
  const inside = parseHeader(section.message) ?? parseHeader(firstLine);
  return inside && inside.className.includes('.')
    ? unwrapped({ ...section, ...inside })
    : section;
}

function stackOf(sections: readonly Section[]): string {
  return sections
    .map(({ className, message, frames }, index) => {
      const said = message.slice(0, LONGEST_MESSAGE);
      const hidden = frames.length - FRAMES_SHOWN;
      return [
        `${index > 0 ? 'Caused by: ' : ''}${className}${
          said ? `: ${said}` : ''
        }`,
        ...frames.slice(0, FRAMES_SHOWN).map(frame => `\t${frame}`),
        ...(hidden > 0 ? [`\t... ${hidden} more lines`] : []),
      ].join('\n');
    })
    .join('\n')
    .slice(0, LONGEST_STACK);
}
