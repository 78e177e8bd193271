import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { listen, type Listening } from '../../listen';
import { createWorld, FixedClock } from '../../world';
import { createAwsListener, type AwsListenerOptions } from '../awsListener';
import { serviceModel } from '../wire/serviceModel';
import { violations } from '../wire/violations';

/** A Friday afternoon. */
export const START_MS = Date.UTC(2026, 10, 20, 13, 0);
export const MINUTE_MS = 60_000;

/** A listener over a fresh world, stock SDK clients, and a check of every answer against AWS's models. */
export class AwsTestBed {
  readonly clock = new FixedClock(START_MS);
  readonly world = createWorld({ seed: 'contract', clock: this.clock });
  /** Ways in which answers differed from the models. */
  private readonly answerViolations: string[] = [];
  #listening?: Listening;
  readonly #clients: { destroy(): void }[] = [];

  async start(options: Partial<AwsListenerOptions> = {}): Promise<void> {
    const server = createAwsListener({
      world: this.world,
      observe: ({ service, operation, body }) => {
        const model = serviceModel(service);
        const output = model.operations[operation].output;
        // What travels: undefined members are not sent.
        const sent: unknown = JSON.parse(JSON.stringify(body));
        if (output) {
          this.answerViolations.push(
            ...violations(model, output.shape, sent).map(
              ({ message }) => `${operation}: ${message}`,
            ),
          );
        }
      },
      ...options,
    });
    this.#listening = await listen(server, 0, 'The AWS side');
  }

  /** @throws Error when an answer did not fit AWS's model. */
  async stop(): Promise<void> {
    this.#clients.forEach(client => client.destroy());
    await this.#listening?.close();
    if (this.answerViolations.length > 0) {
      throw new Error(
        `Answers differ from AWS's models: ${this.answerViolations.join('; ')}`,
      );
    }
  }

  get url(): string {
    if (!this.#listening) {
      throw new Error('start() first');
    }
    return this.#listening.url;
  }

  applications(account = '111122223333', region = 'us-east-1') {
    return this.#keep(
      new KinesisAnalyticsV2Client(this.#config(account, region)),
    );
  }

  metrics(account = '111122223333', region = 'us-east-1') {
    return this.#keep(new CloudWatchClient(this.#config(account, region)));
  }

  logs(account = '111122223333', region = 'us-east-1') {
    return this.#keep(new CloudWatchLogsClient(this.#config(account, region)));
  }

  #config(account: string, region: string) {
    return {
      endpoint: this.url,
      region,
      maxAttempts: 1,
      credentials: {
        accessKeyId: `AKIASANDBOX${account}`,
        secretAccessKey: 'any',
      },
    };
  }

  #keep<T extends { destroy(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }
}
