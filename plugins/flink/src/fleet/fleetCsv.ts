import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

type Cell = string | number | undefined;

const COLUMNS: ReadonlyArray<
  [title: string, cell: (application: flinkApi.ApplicationSummary) => Cell]
> = [
  ['verdict', ({ verdict }) => verdict],
  ['since', ({ since }) => since],
  ['top finding', ({ topFinding }) => topFinding?.title],
  ['message', ({ topFinding }) => topFinding?.message],
  ['findings', ({ findingCount }) => findingCount],
  ['name', ({ name }) => name],
  ['id', ({ id }) => id],
  ['owner', ({ owner }) => owner],
  ['environment', ({ environment }) => environment],
  ['runtime', ({ runtime }) => runtime],
  ['location', ({ scope }) => scope.join(' / ')],
  ['state', ({ state }) => state.map(f => `${f.label}: ${f.value}`).join('; ')],
  ['lag', ({ figures }) => figures.lag?.value],
  ['lag unit', ({ figures }) => figures.lag?.unit],
  ['records out per second', ({ figures }) => figures.recordsOut?.value],
  ['last checkpoint at', ({ figures }) => figures.lastCheckpoint?.at],
  ['unplanned restarts 24 h', ({ figures }) => figures.restarts24h?.unplanned],
  ['planned restarts 24 h', ({ figures }) => figures.restarts24h?.planned],
  ['flink version', ({ flinkVersion }) => flinkVersion],
  ['last change at', ({ lastChange }) => lastChange?.at],
  ['last change', ({ lastChange }) => lastChange?.title],
  ['newest snapshot at', ({ newestSnapshotAt }) => newestSnapshotAt],
  ['read at', ({ observedAt }) => observedAt],
  [
    'could not be read',
    ({ unreadable }) =>
      unreadable.map(({ part, reason }) => `${part}: ${reason}`).join('; '),
  ],
];

/**
 * A cell as spreadsheets read it. Names and messages come from outside: a leading `=` would be run
 * as a formula, so it is quoted as text.
 */
function csvCell(value: Cell): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Applications as CSV (RFC 4180). What was not read is an empty cell. */
export function fleetCsv(
  applications: readonly flinkApi.ApplicationSummary[],
): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...applications.map(application =>
      COLUMNS.map(([, cell]) => csvCell(cell(application))),
    ),
  ];
  return rows.map(row => `${row.join(',')}\r\n`).join('');
}
