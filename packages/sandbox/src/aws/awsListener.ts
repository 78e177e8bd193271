import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  DENIED_ACCOUNT,
  PRODUCTION_ACCOUNT,
  STAGING_ACCOUNT,
  type SandboxWorld,
} from '../world';
import { applicationLifecycle } from './applications/lifecycle';
import { applicationReads } from './applications/reads';
import { ApplicationRegistry } from './applications/registry';
import { applicationSetUp } from './applications/setUp';
import { logHandlers } from './logs/logHandlers';
import { metricHandlers } from './metrics/metricHandlers';
import { AwsError } from './wire/awsError';
import { CallCounter } from './wire/callCounter';
import { callerOf, type Caller } from './wire/caller';
import type { Handlers } from './wire/handler';
import { serviceModel, type ServiceName } from './wire/serviceModel';
import { TokenBuckets, type RateLimit } from './wire/tokenBucket';
import { violations } from './wire/violations';

/** @public */
export interface AwsListenerOptions {
  readonly world: SandboxWorld;
  readonly calls?: CallCounter;
  /** Enough for three calls at a time by default. */
  readonly rateLimit?: RateLimit;
  /** How long every answer takes, in real milliseconds; 0 by default. */
  readonly latencyMs?: number;
  /** Sees every successful answer as it is sent. */
  readonly observe?: (answered: Answered) => void;
  /** What stands between the listener and its callers. */
  readonly through?: (listener: RequestListener) => RequestListener;
}

/** A successful answer. @public */
export interface Answered {
  readonly service: ServiceName;
  readonly operation: string;
  readonly body: unknown;
}

interface Service {
  readonly name: ServiceName;
  readonly contentType: string;
  /** The code of a request that breaks a rule of the model. */
  readonly invalid: string;
  readonly denied: string;
  readonly handlers: Handlers;
}

const ACCOUNTS = [PRODUCTION_ACCOUNT, STAGING_ACCOUNT, DENIED_ACCOUNT];
const DEFAULT_LIMIT: RateLimit = { burst: 250, perSecond: 100 };
const IAM_PREFIX: Readonly<Record<ServiceName, string>> = {
  kinesisanalyticsv2: 'kinesisanalytics',
  cloudwatch: 'cloudwatch',
  logs: 'logs',
};

/**
 * One HTTP server that speaks KinesisAnalyticsV2 (AWS JSON 1.1), CloudWatch (AWS JSON 1.0) and
 * CloudWatch Logs (AWS JSON 1.1), told apart by `X-Amz-Target` as AWS does.
 *
 * @public
 */
export function createAwsListener(options: AwsListenerOptions): Server {
  const { world, calls = new CallCounter() } = options;
  const registry = new ApplicationRegistry(world);
  const buckets = new TokenBuckets(options.rateLimit ?? DEFAULT_LIMIT);
  const services: readonly Service[] = [
    {
      name: 'kinesisanalyticsv2',
      contentType: 'application/x-amz-json-1.1',
      invalid: 'InvalidArgumentException',
      denied: 'AccessDeniedException',
      handlers: {
        ...applicationReads(registry),
        ...applicationLifecycle(registry),
        ...applicationSetUp(registry),
      },
    },
    {
      name: 'cloudwatch',
      contentType: 'application/x-amz-json-1.0',
      invalid: 'ValidationError',
      denied: 'AccessDenied',
      handlers: metricHandlers(registry),
    },
    {
      name: 'logs',
      contentType: 'application/x-amz-json-1.1',
      invalid: 'InvalidParameterException',
      denied: 'AccessDeniedException',
      handlers: logHandlers(registry),
    },
  ];

  const answer = async (request: IncomingMessage) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const [prefix, operation = ''] = target.split('.');
    const service = services.find(
      one => serviceModel(one.name).metadata.targetPrefix === prefix,
    );
    const body = await bodyOf(request);
    if (options.latencyMs) {
      await setTimeout(options.latencyMs);
    }
    if (!service || request.method !== 'POST') {
      return failure(
        new AwsError(
          'UnknownOperationException',
          `Unknown target ${target}`,
          404,
        ),
      );
    }
    try {
      calls.count(service.name, operation);
      const caller = callerOf(request.headers.authorization, ACCOUNTS);
      const result = respond(service, operation, body, caller, buckets);
      options.observe?.({ service: service.name, operation, body: result });
      return { status: 200, contentType: service.contentType, body: result };
    } catch (error) {
      if (error instanceof AwsError) {
        return failure(error, service);
      }
      throw error;
    }
  };

  const listener: RequestListener = (request, response) => {
    answer(request).then(
      result => send(response, result),
      (error: unknown) =>
        send(
          response,
          failure(new AwsError('InternalFailure', String(error), 500)),
        ),
    );
  };
  return createServer(options.through?.(listener) ?? listener);
}

function respond(
  service: Service,
  operation: string,
  body: string,
  caller: Caller,
  buckets: TokenBuckets,
): unknown {
  const model = serviceModel(service.name);
  const described = model.operations[operation];
  const handle = service.handlers[operation];
  if (!described) {
    throw new AwsError(
      'UnknownOperationException',
      `Unknown operation ${operation}`,
    );
  }
  if (!buckets.take(`${caller.account}/${caller.region}/${service.name}`)) {
    throw new AwsError('ThrottlingException', 'Rate exceeded');
  }
  if (caller.account === DENIED_ACCOUNT) {
    const action = `${IAM_PREFIX[service.name]}:${operation}`;
    throw new AwsError(
      service.denied,
      `User: arn:aws:sts::${caller.account}:assumed-role/flink-portal-read/portal is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      service.name === 'cloudwatch' ? 403 : 400,
    );
  }
  if (!handle) {
    throw new AwsError(
      'UnsupportedOperationException',
      `The sandbox does not answer ${service.name} ${operation}`,
      501,
    );
  }
  const request = parse(body);
  if (described.input) {
    const found = violations(model, described.input.shape, request);
    const unreadable = found.find(({ kind }) => kind === 'type');
    if (unreadable) {
      throw new AwsError('SerializationException', unreadable.message);
    }
    if (found.length > 0) {
      const plural = found.length === 1 ? 'error' : 'errors';
      throw new AwsError(
        service.invalid,
        `${found.length} validation ${plural} detected: ${found
          .map(({ message }) => message)
          .join('; ')}`,
      );
    }
  }
  return handle(request, caller);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch (error) {
    throw new AwsError(
      'SerializationException',
      `The body is no JSON: ${String(error)}`,
    );
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  }
  const whole = Buffer.concat(chunks);
  const zipped = request.headers['content-encoding'] === 'gzip';
  return (zipped ? gunzipSync(whole) : whole).toString('utf8');
}

interface Result {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function failure(error: AwsError, service?: Service): Result {
  return {
    status: error.status,
    contentType: service?.contentType ?? 'application/x-amz-json-1.1',
    body: { __type: error.code, message: error.message },
    headers: {
      'x-amzn-errortype': error.code,
      // CloudWatch keeps the codes of its older query protocol.
      ...(service?.name === 'cloudwatch'
        ? { 'x-amzn-query-error': `${error.code};Sender` }
        : {}),
    },
  };
}

let requests = 0;

function send(response: ServerResponse, result: Result): void {
  requests += 1;
  response.writeHead(result.status, {
    'content-type': result.contentType,
    'x-amzn-requestid': `00000000-0000-4000-8000-${String(requests).padStart(
      12,
      '0',
    )}`,
    ...result.headers,
  });
  response.end(JSON.stringify(result.body));
}
