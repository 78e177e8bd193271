import { JsonObject } from '../store/objects';

/** One entry of `Status.details.causes`. */
export type StatusCause = { reason: string; message: string; field: string };

/** A failure the API server answers with a `Status` body. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: JsonObject,
  ) {
    super(message);
    this.name = 'StatusError';
  }

  /** The body as Kubernetes writes it. */
  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

/** What a Status names: `flinkdeployments.flink.apache.org "orders"`. */
export interface Subject {
  group: string;
  plural: string;
  kind: string;
}

/** `pods`, or `flinkdeployments.flink.apache.org`. */
export function qualifiedName(subject: Subject): string {
  return subject.group ? `${subject.plural}.${subject.group}` : subject.plural;
}

function detailsOf(subject: Subject, name: string): JsonObject {
  return {
    name,
    ...(subject.group ? { group: subject.group } : {}),
    kind: subject.plural,
  };
}

/** 404 for an object. */
export function notFound(subject: Subject, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedName(subject)} "${name}" not found`,
    detailsOf(subject, name),
  );
}

/** 404 for a path nobody serves. */
export function pathNotFound(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

/** 409 for a name in use. */
export function alreadyExists(subject: Subject, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualifiedName(subject)} "${name}" already exists`,
    detailsOf(subject, name),
  );
}

/** 409 for a stale resourceVersion. */
export function conflict(subject: Subject, name: string): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(
      subject,
    )} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    detailsOf(subject, name),
  );
}

/** 422 with causes. */
export function invalid(
  subject: Subject,
  name: string,
  causes: StatusCause[],
): StatusError {
  const text = causes.map(cause => `${cause.field}: ${cause.message}`);
  return new StatusError(
    422,
    'Invalid',
    `${subject.kind}${
      subject.group ? `.${subject.group}` : ''
    } "${name}" is invalid: ${
      text.length === 1 ? text[0] : `[${text.join(', ')}]`
    }`,
    {
      name,
      ...(subject.group ? { group: subject.group } : {}),
      kind: subject.kind,
      causes,
    },
  );
}

/** 400. */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** 410 for a resourceVersion older than the history. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}

/** 415, with the types that would have worked. */
export function unsupportedMediaType(accepted: string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
    {},
  );
}

/** 403 from the authorizer. */
export function forbidden(
  subject: { group: string; plural: string },
  name: string | undefined,
  request: { user: string; verb: string; namespace?: string },
): StatusError {
  const what = `${subject.plural}${subject.group ? `.${subject.group}` : ''}`;
  const where = request.namespace
    ? ` in the namespace "${request.namespace}"`
    : ' at the cluster scope';
  return new StatusError(
    403,
    'Forbidden',
    `${what}${name ? ` "${name}"` : ''} is forbidden: User "${
      request.user
    }" cannot ${request.verb} resource "${subject.plural}" in API group "${
      subject.group
    }"${where}`,
    {
      ...(name ? { name } : {}),
      ...(subject.group ? { group: subject.group } : {}),
      kind: subject.plural,
    },
  );
}
