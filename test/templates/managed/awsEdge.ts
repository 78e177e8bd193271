import {
  CreateApplicationCommand,
  KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Sandbox } from '@flink-portal/sandbox';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The account that the scripts' credentials are of. */
export const ACCOUNT = '444455556666';
export const REGION = 'us-east-1';
const KEY_ID = `AKIASANDBOX${ACCOUNT}`;

/** What the scripts asked of a stack. */
export interface ChangeSet {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * All of AWS that the scripts speak to, for the real AWS CLI. Managed Flink is the sandbox. S3, STS,
 * CloudFormation, MSK and the state of alarms are played here, as far as the scripts use them.
 */
export class AwsEdge {
  /** Whether there is a stack. */
  stack = 'NONE';
  readonly objects = new Set<string>();
  readonly changeSets: ChangeSet[] = [];
  /** What the bake alarm says, by when it is asked; the last one stays. */
  alarm: string[] = ['OK'];
  /** How operations are said to have ended, whatever the sandbox says. */
  readonly said = new Map<string, string>();
  /** Runs before a call to Managed Flink is passed on. */
  readonly before = new Map<string, () => void | Promise<void>>();
  readonly calls: string[] = [];
  /** What an update of the stack does to its application. */
  onStackUpdate: (changes: ChangeSet) => Promise<void> = async () => {};

  readonly #server: Server;
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ({ status = 200, body, type = 'text/xml' }) => {
          response.writeHead(status, { 'content-type': type });
          response.end(request.method === 'HEAD' ? undefined : body);
        },
        (error: unknown) => {
          response.writeHead(500);
          response.end(String(error));
        },
      );
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** For the AWS CLI. */
  get env(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: KEY_ID,
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  /** Speaks to the sandbox directly. */
  client(): KinesisAnalyticsV2Client {
    return new KinesisAnalyticsV2Client({
      endpoint: `http://127.0.0.1:${this.#sandbox.ports.aws}`,
      region: REGION,
      credentials: { accessKeyId: KEY_ID, secretAccessKey: 'any' },
    });
  }

  async createApplication(
    name: string,
    key: string,
    runtime: string,
    rollback = true,
  ): Promise<void> {
    const client = this.client();
    await client.send(
      new CreateApplicationCommand({
        ApplicationName: name,
        RuntimeEnvironment: runtime as 'FLINK-2_2',
        ServiceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/flink/job`,
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: {
            CodeContentType: 'ZIPFILE',
            CodeContent: {
              S3ContentLocation: {
                BucketARN: `arn:aws:s3:::flink-artifacts-${ACCOUNT}`,
                FileKey: key,
              },
            },
          },
          ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
          ApplicationSystemRollbackConfiguration: {
            RollbackEnabled: rollback,
          },
        },
      }),
    );
    client.destroy();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const body = await bodyOf(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('KinesisAnalytics')) {
      return this.#passOn(target, request, body);
    }
    if (/DescribeAlarms/.test(`${target}${request.url}`)) {
      const [state] = this.alarm;
      this.alarm = this.alarm.length > 1 ? this.alarm.slice(1) : this.alarm;
      return {
        type: 'application/x-amz-json-1.0',
        body: JSON.stringify({
          MetricAlarms: [],
          CompositeAlarms: [{ AlarmName: 'bake', StateValue: state }],
        }),
      };
    }
    if (/bootstrap-brokers$/.test(request.url ?? '')) {
      this.calls.push('GetBootstrapBrokers');
      return {
        type: 'application/json',
        body: JSON.stringify({
          bootstrapBrokerStringSaslIam: 'b-1.example:9098,b-2.example:9098',
        }),
      };
    }
    if (request.method === 'HEAD' || request.method === 'PUT') {
      return this.#object(request.method, request.url ?? '');
    }
    return this.#query(new URLSearchParams(body.toString('utf8')));
  }

  async #passOn(
    target: string,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<Answer> {
    const operation = target.split('.')[1];
    this.calls.push(operation);
    const first = this.before.get(operation);
    this.before.delete(operation);
    await first?.();
    if (operation.startsWith('Describe')) {
      // Whoever waits, waits for a service that works meanwhile.
      this.#sandbox.clock.advance(60_000);
    }
    const answer = await fetch(`http://127.0.0.1:${this.#sandbox.ports.aws}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': target,
        'content-type': 'application/x-amz-json-1.1',
        authorization: String(request.headers.authorization),
      },
      body: new Uint8Array(body),
    });
    let text = await answer.text();
    const { OperationId } = JSON.parse(body.toString('utf8'));
    const said = this.said.get(OperationId) ?? this.said.get('next');
    if (operation === 'DescribeApplicationOperation' && said) {
      text = text.replace(
        /"OperationStatus":"SUCCESSFUL"/,
        () => `"OperationStatus":"${said}"`,
      );
      if (text.includes(`"${said}"`) && this.said.delete('next')) {
        this.said.set(OperationId, said);
      }
    }
    return {
      status: answer.status,
      type: 'application/x-amz-json-1.1',
      body: text,
    };
  }

  #object(method: string, url: string): Answer {
    const path = decodeURIComponent(url.split('?')[0]);
    if (method === 'PUT') {
      this.calls.push('PutObject');
      this.objects.add(path);
      return { body: '' };
    }
    return this.objects.has(path) ? { body: '' } : { status: 404, body: '' };
  }

  async #query(form: URLSearchParams): Promise<Answer> {
    const action = form.get('Action') ?? '';
    this.calls.push(action);
    const result = (inner: string) => ({
      body: `<${action}Response xmlns="urn:x"><${action}Result>${inner}</${action}Result></${action}Response>`,
    });
    switch (action) {
      case 'GetCallerIdentity':
        return result(
          `<Arn>arn:aws:sts::${ACCOUNT}:assumed-role/flink-deploy/x</Arn><Account>${ACCOUNT}</Account>`,
        );
      case 'DescribeStacks':
        return this.stack === 'NONE'
          ? {
              status: 400,
              body: `<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id ${form.get(
                'StackName',
              )} does not exist</Message></Error></ErrorResponse>`,
            }
          : result(
              `<Stacks><member><StackName>x</StackName><CreationTime>2026-11-26T00:00:00Z</CreationTime><StackStatus>${this.stack}</StackStatus></member></Stacks>`,
            );
      case 'CreateChangeSet': {
        const parameters: Record<string, string> = {};
        for (
          let at = 1;
          form.has(`Parameters.member.${at}.ParameterKey`);
          at++
        ) {
          parameters[form.get(`Parameters.member.${at}.ParameterKey`)!] =
            form.get(`Parameters.member.${at}.ParameterValue`)!;
        }
        this.changeSets.push({
          kind: form.get('ChangeSetType')!,
          parameters,
        });
        return result('<Id>arn:aws:cloudformation:x:1:changeSet/x</Id>');
      }
      // The CLI asks which parameters a stack has before it updates one.
      case 'GetTemplateSummary':
        return result('<Parameters/>');
      case 'DescribeChangeSet':
        return result('<Status>CREATE_COMPLETE</Status>');
      case 'ExecuteChangeSet': {
        const change = this.changeSets.at(-1)!;
        this.stack =
          change.kind === 'CREATE' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
        await this.onStackUpdate(change);
        return result('');
      }
      default:
        return {
          status: 400,
          body: `<ErrorResponse><Error><Code>InvalidAction</Code><Message>${action}</Message></Error></ErrorResponse>`,
        };
    }
  }
}

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
