import { ACTION_KINDS } from '@flink-portal/backstage-plugin-flink-common';
import type { Case, Runtime, Trouble } from './Case';

const WORDS: Readonly<Partial<Record<Trouble, string>>> = {
  none: 'nothing goes wrong',
  throttle: 'throttled',
  serverError: '5xx, not done',
  serverErrorAfterEffect: '5xx, done all the same',
  timeoutBefore: 'no answer, not done',
  timeoutAfterEffect: 'no answer in time, done',
  dropBefore: 'connection breaks, not done',
  dropAfterEffect: 'connection breaks, done',
  conflict: 'conflict',
  transitional: 'transitional status',
  webhookDown: 'webhook down',
  webhookDenies: 'webhook denies',
  denied: 'not allowed by the far side',
  fails: 'accepted, then fails',
  rolledBack: 'accepted, then rolled back',
  threeClicks: 'confirmed three times at once',
  killed: 'backend killed while following',
};

const RUNTIMES: readonly (readonly [Runtime, string])[] = [
  ['managed', 'Amazon Managed Service for Apache Flink'],
  ['kubernetes', 'Kubernetes'],
];

/** The table of faults and actions, as Markdown. */
export function tableOf(cases: readonly Case[]): string {
  return RUNTIMES.map(([runtime, title]) =>
    section(
      title,
      cases.filter(one => one.runtime === runtime),
    ),
  ).join('\n\n');
}

function section(title: string, cases: readonly Case[]): string {
  const troubles = (Object.keys(WORDS) as Trouble[]).filter(trouble =>
    cases.some(one => one.trouble === trouble),
  );
  const kinds = ACTION_KINDS.filter(kind =>
    cases.some(one => one.kind === kind && one.trouble !== 'none'),
  );
  const cell = (kind: string, trouble: Trouble) => {
    const found = cases.find(
      one => one.kind === kind && one.trouble === trouble,
    );
    return found ? `${found.ends} (${found.effects})` : '';
  };
  const others = cases
    .filter(({ kind }) => !kinds.includes(kind))
    .map(({ kind, ends, effects }) => `${kind} ${ends} (${effects})`)
    .join(', ');
  return [
    `### ${title}`,
    '',
    row(['', ...kinds]),
    row(['---', ...kinds.map(() => '---')]),
    ...troubles.map(trouble =>
      row([WORDS[trouble]!, ...kinds.map(kind => cell(kind, trouble))]),
    ),
    '',
    `The other actions, when nothing goes wrong: ${others}.`,
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
