import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useState } from 'react';

interface Shown {
  readonly page: flinkApi.ApplicationPage;
  readonly question: string;
}

/**
 * Keeps the rows where they are while somebody points at them or moves through them by keyboard.
 * An answer to another question (other filters, other page) always shows: the reader asked for it.
 */
export function useHeldPage(
  page: flinkApi.ApplicationPage | undefined,
  question: string,
  isPrevious: boolean,
  isHeld: boolean,
): { page: flinkApi.ApplicationPage | undefined; isPaused: boolean } {
  const [shown, setShown] = useState<Shown>();
  const isOther = shown === undefined || shown.question !== question;
  const isNew = page !== undefined && page !== shown?.page;
  if (isNew && !isPrevious && (isOther || !isHeld)) {
    setShown({ page, question });
    return { page, isPaused: false };
  }
  return {
    page: shown?.page ?? page,
    isPaused: isHeld && isNew && !isPrevious && !isOther,
  };
}
