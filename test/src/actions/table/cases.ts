import {
  ACTION_KINDS,
  type ActionKind,
  type ActionStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Case, Runtime, Trouble } from './Case';

type Expected = readonly [ends: ActionStatus, effects: 0 | 1];

const MAIN: readonly ActionKind[] = [
  'rescale',
  'stop',
  'start',
  'snapshot',
  'rollback',
];

/** How every one of the main actions ends under each trouble. */
const COMMON: Readonly<Partial<Record<Trouble, Expected>>> = {
  throttle: ['succeeded', 1],
  serverError: ['notSent', 0],
  serverErrorAfterEffect: ['succeeded', 1],
  dropBefore: ['notSent', 0],
  dropAfterEffect: ['succeeded', 1],
  timeoutAfterEffect: ['succeeded', 1],
  denied: ['notSent', 0],
  threeClicks: ['succeeded', 1],
  killed: ['succeeded', 1],
};

const OF_RUNTIME: Readonly<
  Record<Runtime, Readonly<Partial<Record<Trouble, Expected>>>>
> = {
  managed: { conflict: ['notSent', 0], transitional: ['notSent', 0] },
  kubernetes: {
    conflict: ['succeeded', 1],
    webhookDown: ['notSent', 0],
    webhookDenies: ['notSent', 0],
  },
};

/** Changes that the far side accepted and that did not end well. */
const OUTCOMES: readonly Case[] = [
  ended('managed', 'rescale', 'fails', 'failed'),
  ended('managed', 'rescale', 'rolledBack', 'rolledBack'),
  ended('managed', 'stop', 'fails', 'failed'),
  ended('managed', 'start', 'fails', 'failed'),
  ended('managed', 'snapshot', 'fails', 'failed'),
  ended('kubernetes', 'rescale', 'fails', 'failed'),
  ended('kubernetes', 'rescale', 'rolledBack', 'rolledBack'),
  ended('kubernetes', 'start', 'fails', 'failed'),
  ended('kubernetes', 'snapshot', 'fails', 'failed'),
];

function ended(
  runtime: Runtime,
  kind: ActionKind,
  trouble: Trouble,
  ends: ActionStatus,
): Case {
  return { runtime, kind, trouble, ends, effects: 1 };
}

function casesOf(runtime: Runtime): Case[] {
  const troubles = Object.entries({ ...COMMON, ...OF_RUNTIME[runtime] }) as [
    Trouble,
    Expected,
  ][];
  return [
    ...ACTION_KINDS.map(kind => ended(runtime, kind, 'none', 'succeeded')),
    ...MAIN.flatMap(kind =>
      troubles
        .filter(befalls(runtime, kind))
        .map(([trouble, [ends, effects]]) => ({
          runtime,
          kind,
          trouble,
          ends,
          effects,
        })),
    ),
  ];
}

/** What is created has no version that somebody else could have been faster with. */
function befalls(runtime: Runtime, kind: ActionKind) {
  return ([trouble]: readonly [Trouble, Expected]) =>
    !(
      runtime === 'kubernetes' &&
      kind === 'snapshot' &&
      trouble === 'conflict'
    );
}

/** Every action under every trouble that can befall it. */
export const CASES: readonly Case[] = [
  ...casesOf('managed'),
  ...casesOf('kubernetes'),
  ...OUTCOMES,
];
