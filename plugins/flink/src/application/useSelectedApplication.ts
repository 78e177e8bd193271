import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Which of an entity's applications is shown, kept in the URL. */
export interface SelectedApplication {
  readonly id: string | undefined;
  /** The id in the URL names none of them. */
  readonly isForeign: boolean;
  readonly select: (id: string) => void;
}

/**
 * Without a choice in the URL it is the one that was worst when the page opened: a refresh must not
 * put another application under the reader's eyes.
 */
export function useSelectedApplication(
  applications: readonly flinkApi.ApplicationSummary[],
): SelectedApplication {
  const [params, setParams] = useSearchParams();
  const [initialId, setInitialId] = useState<string>();
  const ids = applications.map(({ id }) => id);
  const chosen = params.get('application') ?? undefined;
  const first =
    initialId !== undefined && ids.includes(initialId) ? initialId : ids[0];
  if (first !== initialId) {
    setInitialId(first);
  }
  const select = (id: string) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set('application', id);
        return changed;
      },
      { replace: true },
    );
  const isForeign = chosen !== undefined && !ids.includes(chosen);
  return { id: isForeign ? undefined : chosen ?? first, isForeign, select };
}
