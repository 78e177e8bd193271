/** Where an action stands. @public */
export const ACTION_STATUSES = [
  /** An agent asked for it; a person has to confirm it. */
  'awaitingConfirmation',
  /** Confirmed; a second person has to approve it. */
  'awaitingApproval',
  /** The call is being made, or it is not known yet whether it took effect. */
  'sending',
  /** The runtime took it; it is being followed. */
  'underway',
  /** Longer than its worst usual time; still followed. */
  'overdue',
  'succeeded',
  'failed',
  /** The runtime undid it by itself. */
  'rolledBack',
  /** Nothing was sent: changed meanwhile, refused by the runtime, or it never arrived. */
  'notSent',
  /** A second person said no. */
  'rejected',
  /** Nobody confirmed or approved it in time. */
  'expired',
  /** Taken back before it was sent. */
  'withdrawn',
  /** Another action (force-stop) took its place while it was followed. */
  'superseded',
] as const;

/** Where an action stands. @public */
export type ActionStatus = (typeof ACTION_STATUSES)[number];

const WAITING: readonly ActionStatus[] = [
  'awaitingConfirmation',
  'awaitingApproval',
];
const IN_FLIGHT: readonly ActionStatus[] = ['sending', 'underway', 'overdue'];

/** It was not sent yet and waits for a person. @public */
export function isWaiting(status: ActionStatus): boolean {
  return WAITING.includes(status);
}

/** It may be having an effect now. @public */
export function isInFlight(status: ActionStatus): boolean {
  return IN_FLIGHT.includes(status);
}

/** Its outcome is stated and changes no more. @public */
export function isEnded(status: ActionStatus): boolean {
  return !isWaiting(status) && !isInFlight(status);
}
