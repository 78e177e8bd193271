import { useApi } from '@backstage/core-plugin-api';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { useRef, useState } from 'react';
import { newKey } from './newKey';

/** What a person brings to a confirmation. */
export interface Brought {
  readonly typedName?: string;
  readonly reason?: string;
}

/** Confirming a plan, once. */
export interface Confirm {
  readonly isSending: boolean;
  readonly error: Error | undefined;
  readonly send: (plan: flinkApi.ActionPlan, brought: Brought) => void;
  readonly forget: () => void;
}

/**
 * Confirms a plan. Each plan has one idempotency key for as long as the dialog is open: sending it again after
 * an answer was lost gives the same action and never a second one.
 */
export function useConfirm(
  applicationId: string,
  onStarted: (action: flinkApi.Action) => void,
): Confirm {
  const api = useApi(flinkApiRef);
  const keys = useRef(new Map<string, string>());
  // State is seen with the next render; the second of two quick clicks comes before it.
  const isBusy = useRef(false);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const send = async (plan: flinkApi.ActionPlan, brought: Brought) => {
    if (isBusy.current) {
      return;
    }
    isBusy.current = true;
    setSending(true);
    setError(undefined);
    const idempotencyKey = keys.current.get(plan.id) ?? newKey();
    keys.current.set(plan.id, idempotencyKey);
    try {
      onStarted(
        await api.startAction(applicationId, {
          planId: plan.id,
          idempotencyKey,
          ...brought,
        }),
      );
    } catch (problem) {
      setError(problem as Error);
    } finally {
      isBusy.current = false;
      setSending(false);
    }
  };
  return { isSending, error, send, forget: () => setError(undefined) };
}
