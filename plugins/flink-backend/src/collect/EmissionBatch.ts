import type { StoredApplication } from '../store/ApplicationStore';
import type { Emission } from './Learner';

interface Waiting {
  readonly emission: Omit<Emission, 'before'>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const LONGEST = 50;
const WAIT_MS = 5;

/**
 * Gathers readings that arrive together, so that a runtime which hands over a hundred at once costs a few
 * statements and not a few hundred. Batches run one after the other; two readings of one application never
 * share a batch.
 */
export class EmissionBatch {
  private waiting: Waiting[] = [];
  private timer?: NodeJS.Timeout;
  private last: Promise<void> = Promise.resolve();

  /**
   * @param before - what is stored, kept up to date here
   * @param learn - stores a batch and answers with the new stored state
   */
  constructor(
    private readonly before: Map<string, StoredApplication>,
    private readonly learn: (
      emissions: readonly Emission[],
    ) => Promise<Map<string, StoredApplication>>,
  ) {}

  /** Resolves when the reading is judged and stored. */
  add(emission: Omit<Emission, 'before'>): Promise<void> {
    const id = emission.observation.application.id;
    if (this.waiting.some(each => idOf(each) === id)) {
      this.flush();
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ emission, resolve, reject });
      if (this.waiting.length >= LONGEST) {
        this.flush();
      } else {
        this.timer ??= setTimeout(() => this.flush(), WAIT_MS);
      }
    });
  }

  /** Resolves when everything that was added is stored or failed. */
  async settle(): Promise<void> {
    this.flush();
    await this.last;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length > 0) {
      this.last = this.last.then(() => this.store(batch));
    }
  }

  private async store(batch: readonly Waiting[]): Promise<void> {
    try {
      const stored = await this.learn(
        batch.map(each => ({
          ...each.emission,
          before: this.before.get(idOf(each)),
        })),
      );
      stored.forEach((state, id) => this.before.set(id, state));
      batch.forEach(({ resolve }) => resolve());
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}

function idOf({ emission }: Waiting): string {
  return emission.observation.application.id;
}
