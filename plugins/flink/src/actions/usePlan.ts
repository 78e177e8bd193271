import { useApi } from '@backstage/core-plugin-api';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { requestOfDraft } from './draftParams';
import type { ActionDraft } from './actionDraft';

/** What an action would do, as far as it is known. */
export interface PlanRead {
  readonly plan: flinkApi.ActionPlan | undefined;
  readonly error: Error | undefined;
  readonly isReading: boolean;
  /** Reads the application again and plans anew. */
  readonly review: () => void;
}

/** Plans a request when it changes and when asked; an answer that came too late is dropped. */
export function usePlan(
  applicationId: string,
  request: ActionDraft | undefined,
): PlanRead {
  const api = useApi(flinkApiRef);
  const [read, setRead] = useState<Omit<PlanRead, 'review'>>({
    plan: undefined,
    error: undefined,
    isReading: false,
  });
  const newest = useRef(0);
  const text = request && JSON.stringify(requestOfDraft(request));
  const review = useCallback(async () => {
    newest.current += 1;
    const own = newest.current;
    if (text === undefined) {
      setRead({ plan: undefined, error: undefined, isReading: false });
      return;
    }
    setRead({ plan: undefined, error: undefined, isReading: true });
    let answer: Pick<PlanRead, 'plan' | 'error'>;
    try {
      const plan = await api.planAction(applicationId, JSON.parse(text));
      answer = { plan, error: undefined };
    } catch (error) {
      answer = { plan: undefined, error: error as Error };
    }
    if (own === newest.current) {
      setRead({ ...answer, isReading: false });
    }
  }, [api, applicationId, text]);
  useEffect(() => {
    review();
    return () => {
      newest.current += 1;
    };
  }, [review]);
  return { ...read, review };
}
