/** Everything a person can do to an application, in the order menus show it. @public */
export const ACTION_KINDS = [
  'snapshot',
  'restart',
  'rescale',
  'upgrade',
  'start',
  'stop',
  'restore',
  'rollback',
  'forceStop',
  'deleteSnapshot',
] as const;

/** What a person can do to an application. @public */
export type ActionKind = (typeof ACTION_KINDS)[number];

/**
 * Kinds that always lose something that cannot be had back: they need the application's name typed. A
 * start that skips its state does too, see {@link isDestructive}.
 *
 * @public
 */
export const DESTRUCTIVE_KINDS: readonly ActionKind[] = [
  'restore',
  'forceStop',
  'deleteSnapshot',
];
