/** A quoted text as long as this is data, unless it is written like code. */
const LONG_QUOTE = 60;
const QUOTED = [
  /(?<![\w"])"([^"\n]{60,})"(?!\w)/g,
  /(?<![\w'])'([^'\n]{60,})'(?!\w)/g,
  /(?<![\w`])`([^`\n]{60,})`(?!\w)/g,
];
/** Types, methods and paths: no blank, or a blank after a comma as in a list of parameters. */
const CODE_LIKE = /^(?:[\w.$<>()[\]/:@-]|, ?)+$/;
/** A row of Flink's table runtime: `+I[1, Jane]`, `-U[…]`. */
const ROW = /(?<![\w])([+-][IUD][AB]?)\[[^\]\n]+\]/g;
/** Kafka's record as it prints itself; key and value come last. */
const CONSUMER_RECORD = /(?<=\b(?:Consumer|Producer)Record\()[^\n]*/g;
const JSON_START = /[{[]\s{0,8}\\?["{[]/g;
const JSON_KEY = /\\?"\s{0,8}:/;
/** Within so many characters of its start a record has a key. */
const KEY_WITHIN = 500;
/** Longer records are hidden to the end of their line, so that no text takes long to read. */
const LONGEST_RECORD = 16_000;

/** Removes records that an exception quotes: JSON, rows, Kafka records, long quoted texts. */
export function hidePayloads(text: string): string {
  const withoutRecords = withoutJson(text)
    .replace(CONSUMER_RECORD, hideKeyAndValue)
    .replace(ROW, (_whole, kind: string) => `${kind}[data hidden]`);
  return QUOTED.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (whole, content: string) =>
        content.length < LONG_QUOTE || CODE_LIKE.test(content)
          ? whole
          : `${whole[0]}${hidden(content.length)}${whole[0]}`,
      ),
    withoutRecords,
  );
}

function hidden(length: number): string {
  return `[data hidden, ${length} characters]`;
}

function hideKeyAndValue(fields: string): string {
  const at = fields.search(/\b(?:headers|key|value) ?= ?/);
  return at < 0
    ? fields
    : `${fields.slice(0, at)}${hidden(fields.length - at)}`;
}

/** Replaces each JSON object and array of objects, also one that was cut off. */
function withoutJson(text: string): string {
  const shown: string[] = [];
  let from = 0;
  JSON_START.lastIndex = 0;
  for (
    let found = JSON_START.exec(text);
    found;
    found = JSON_START.exec(text)
  ) {
    const start = found.index;
    // Objects have keys; lists of texts, such as topics, have none and are no records.
    if (JSON_KEY.test(text.slice(start, start + KEY_WITHIN))) {
      const end = endOfJson(text, start, found[0].includes('\\'));
      shown.push(text.slice(from, start), hidden(end - start));
      from = end;
      JSON_START.lastIndex = end;
    } else {
      JSON_START.lastIndex = start + 1;
    }
  }
  shown.push(text.slice(from));
  return shown.join('');
}

/**
 * Behind the bracket that closes the one at `start`; the end of the line where none does.
 *
 * @param escaped - whether the JSON stands inside a text, its quotes behind backslashes
 */
function endOfJson(text: string, start: number, escaped: boolean): number {
  const stop = Math.min(text.length, start + LONGEST_RECORD);
  let depth = 0;
  let inString = false;
  for (let i = start; i < stop; i += 1) {
    const character = text[i];
    if (character === '\\') {
      i += 1;
      if (escaped && text[i] === '"') {
        inString = !inString;
      }
    } else if (character === '"') {
      inString = !inString;
    } else if (!inString && (character === '{' || character === '[')) {
      depth += 1;
    } else if (!inString && (character === '}' || character === ']')) {
      depth -= 1;
      if (depth === 0) {
        return i + 1;
      }
    }
  }
  const line = text.indexOf('\n', start);
  return line < 0 ? text.length : line;
}
