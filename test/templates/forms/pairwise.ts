/** The values each field may have, by the field's name. */
export type Factors = Readonly<Record<string, readonly unknown[]>>;

/** One value for each field. */
export type Row<F extends Factors> = { [K in keyof F]: F[K][number] };

/**
 * Rows in which every pair of values of any two fields comes up at least once: a covering array of strength two,
 * found greedily. The same factors give the same rows.
 */
export function pairwise<F extends Factors>(factors: F): Row<F>[] {
  const names = Object.keys(factors);
  const open = new Set<string>();
  for (let first = 0; first < names.length; first += 1) {
    for (let second = first + 1; second < names.length; second += 1) {
      factors[names[first]].forEach((_, left) =>
        factors[names[second]].forEach((__, right) =>
          open.add(pairOf(first, left, second, right)),
        ),
      );
    }
  }
  const rows: number[][] = [];
  while (open.size > 0) {
    // Beginning with a pair that is still open, each row covers one at least, so this ends.
    const [first, left, second, right] = [...open][0].split(' ').map(Number);
    const row: (number | undefined)[] = names.map(() => undefined);
    row[first] = left;
    row[second] = right;
    names.forEach((name, factor) => {
      if (row[factor] === undefined) {
        row[factor] = best(
          factors[name].length,
          value =>
            covered(row, factor, value).filter(pair => open.has(pair)).length,
        );
      }
    });
    const whole = row as number[];
    whole.forEach((value, factor) =>
      covered(whole, factor, value).forEach(pair => open.delete(pair)),
    );
    rows.push(whole);
  }
  return rows.map(
    row =>
      Object.fromEntries(
        names.map((name, factor) => [name, factors[name][row[factor]]]),
      ) as Row<F>,
  );
}

/** The pairs that a value of one field makes with the values the row already has. */
function covered(
  row: readonly (number | undefined)[],
  factor: number,
  value: number,
): string[] {
  return row.flatMap((other, index) =>
    other === undefined || index === factor
      ? []
      : [
          index < factor
            ? pairOf(index, other, factor, value)
            : pairOf(factor, value, index, other),
        ],
  );
}

function best(count: number, score: (value: number) => number): number {
  let found = 0;
  for (let value = 1; value < count; value += 1) {
    if (score(value) > score(found)) {
      found = value;
    }
  }
  return found;
}

function pairOf(first: number, left: number, second: number, right: number) {
  return `${first} ${left} ${second} ${right}`;
}
