/** How often each operation was called, by `service:Operation`. */
export class CallCounter {
  readonly #calls = new Map<string, number>();

  count(service: string, operation: string): void {
    const key = `${service}:${operation}`;
    this.#calls.set(key, (this.#calls.get(key) ?? 0) + 1);
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries(
      [...this.#calls].sort(([left], [right]) => left.localeCompare(right)),
    );
  }
}
