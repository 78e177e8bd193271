import type { PortalClient } from './PortalClient';

/**
 * Readers who ask for every page again and again.
 * @returns makes them leave, and says how many pages they were shown
 */
export function openPages(
  portal: PortalClient,
  pages: readonly string[],
  readers: number,
  everyMs: number,
): () => Promise<number> {
  let leaving = false;
  let shown = 0;
  const reading = Array.from({ length: readers }, async () => {
    while (!leaving) {
      for (const page of pages) {
        await portal.get(page);
        shown += 1;
      }
      await new Promise(resolve => setTimeout(resolve, everyMs));
    }
  });
  return async () => {
    leaving = true;
    await Promise.all(reading);
    return shown;
  };
}
