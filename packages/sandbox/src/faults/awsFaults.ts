import type { IncomingMessage } from 'node:http';
import type { FaultKind } from './Fault';
import type { FarSide, WrongAnswer } from './FarSide';

const READS = /^(Describe|List|Get|Start(Query)|Stop(Query)|Filter|Discover)/;

const ANSWERS: Readonly<
  Partial<Record<FaultKind, readonly [number, string, string]>>
> = {
  throttle: [400, 'ThrottlingException', 'Rate exceeded'],
  serverError: [500, 'InternalFailure', 'An internal failure occurred'],
  serverErrorAfterEffect: [
    503,
    'ServiceUnavailableException',
    'The service cannot complete the request',
  ],
  conflict: [
    400,
    'ConcurrentModificationException',
    'The application was changed since the conditional token was read',
  ],
  transitional: [
    400,
    'ResourceInUseException',
    'The application is not available for this operation: another operation is in progress',
  ],
};

function operationOf(request: IncomingMessage): string {
  return String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
}

/** Calls and errors as AWS's JSON protocols carry them. */
export const awsFarSide: FarSide = {
  operationOf,
  changes: operation => !READS.test(operation),
  subjectOf(_request, body) {
    try {
      const { ApplicationName, ResourceARN } = JSON.parse(body);
      return String(ApplicationName ?? ResourceARN ?? '');
    } catch {
      return '';
    }
  },
  answerOf(kind, request): WrongAnswer {
    const operation = operationOf(request);
    const [status, code, message] = ANSWERS[kind] ?? [
      400,
      'AccessDeniedException',
      `User: arn:aws:sts::111122223333:assumed-role/flink-portal/portal is not authorized to perform: kinesisanalytics:${operation} because no identity-based policy allows the kinesisanalytics:${operation} action`,
    ];
    return {
      status,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-errortype': code,
      },
      body: { __type: code, message },
    };
  },
};
