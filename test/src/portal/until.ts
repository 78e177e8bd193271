/**
 * Asks until the answer satisfies.
 * @throws Error with the last answer when it does not within the time
 */
export async function until<T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  timeoutMs = 60_000,
  everyMs = 250,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Not satisfied after ${
          timeoutMs / 1000
        } s; last answer: ${JSON.stringify(answer).slice(0, 2000)}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
}
