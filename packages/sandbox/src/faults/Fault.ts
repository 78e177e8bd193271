import { z } from 'zod';

/** The far sides whose answers can go wrong. */
const TARGETS = ['aws', 'eks-prod-eu', 'eks-staging-us'] as const;

const KINDS = [
  /** Turned away for too many requests; nothing happened. */
  'throttle',
  /** The service breaks before it did anything. */
  'serverError',
  /** The service breaks after it did what it was asked. */
  'serverErrorAfterEffect',
  /** Never seen by the service; the caller waits until it gives up, or the connection ends. */
  'timeoutBefore',
  /** Done, and the answer comes too late. */
  'timeoutAfterEffect',
  /** Never seen by the service; the connection breaks. */
  'dropBefore',
  /** Done, and the connection breaks before the answer. */
  'dropAfterEffect',
  /** Somebody else was faster; nothing happened. */
  'conflict',
  /** The status changed on the way: not now; nothing happened. AWS only. */
  'transitional',
  /** The operator's webhook does not answer; nothing happened. Kubernetes only. */
  'webhookDown',
  /** The operator's webhook says no; nothing happened. Kubernetes only. */
  'webhookDenies',
  /** The caller may not; nothing happened. */
  'denied',
] as const;

/** A far side. @public */
export type FaultTarget = (typeof TARGETS)[number];

/** How a call goes wrong. @public */
export type FaultKind = (typeof KINDS)[number];

const CLUSTERS_ONLY: readonly FaultKind[] = ['webhookDown', 'webhookDenies'];
const AWS_ONLY: readonly FaultKind[] = ['transitional'];
const LONGEST_DELAY_MS = 10 * 60_000;

/** Faults as they are asked for. */
export const faultRequest = z
  .strictObject({
    target: z.enum(TARGETS),
    /**
     * `StopApplication`; on Kubernetes method and resource, `PATCH flinkdeployments`. A dry run is an operation
     * of its own: `PATCH flinkdeployments?dryRun=All`.
     */
    operation: z.string().min(1),
    fault: z.enum(KINDS),
    /** How many calls in a row go wrong. */
    times: z.number().int().min(1).max(1_000).default(1),
    /** How long an answer that comes too late takes, real ms. */
    delayMs: z.number().int().min(0).max(LONGEST_DELAY_MS).default(60_000),
  })
  .refine(
    ({ target, fault }) => target !== 'aws' || !CLUSTERS_ONLY.includes(fault),
    'AWS has no webhook',
  )
  .refine(
    ({ target, fault }) => target === 'aws' || !AWS_ONLY.includes(fault),
    'Kubernetes knows no transitional status',
  );

/** What goes wrong, and how often. @public */
export type FaultRequest = z.input<typeof faultRequest>;

/** A fault that waits for its call. @public */
export type PlannedFault = z.output<typeof faultRequest>;
