import { InputError } from '@backstage/errors';

/** An application on Amazon Managed Service for Apache Flink. @public */
export interface ManagedApplicationId {
  readonly runtime: 'managed';
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** A FlinkDeployment or FlinkBlueGreenDeployment. @public */
export interface KubernetesApplicationId {
  readonly runtime: 'kubernetes';
  /** The cluster's name in the portal's Kubernetes plugin. */
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** A job on a self-hosted cluster, known by its name because job ids change with every start. @public */
export interface StandaloneApplicationId {
  readonly runtime: 'standalone';
  readonly cluster: string;
  readonly jobName: string;
}

/** The parts of an application's id. @public */
export type ApplicationId =
  | ManagedApplicationId
  | KubernetesApplicationId
  | StandaloneApplicationId;

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z0-9]+)+$/;
// Source: KinesisAnalyticsV2 API model, shape ApplicationName.
const MANAGED_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
// Source: Kubernetes, "Object Names and IDs", RFC 1123 subdomain and label.
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The text form that never changes: `managed:<account>/<region>/<name>`,
 * `kubernetes:<cluster>/<namespace>/<name>`, `standalone:<cluster>/<job name>`. Parts that may hold
 * any character (cluster names, job names) are percent-encoded.
 *
 * @public
 */
export function formatApplicationId(id: ApplicationId): string {
  switch (id.runtime) {
    case 'managed':
      return `managed:${id.accountId}/${id.region}/${id.name}`;
    case 'kubernetes':
      return `kubernetes:${encodeURIComponent(id.cluster)}/${id.namespace}/${
        id.name
      }`;
    default:
      return `standalone:${encodeURIComponent(id.cluster)}/${encodeURIComponent(
        id.jobName,
      )}`;
  }
}

/**
 * Reads an id's text form.
 *
 * @throws InputError when the text is not an application id; the message says which part is wrong.
 * @public
 */
export function parseApplicationId(text: string): ApplicationId {
  const colon = text.indexOf(':');
  const runtime = text.slice(0, Math.max(colon, 0));
  const parts = text.slice(colon + 1).split('/');
  const fail = (why: string): never => {
    throw new InputError(`"${text}" is not an application id: ${why}`);
  };
  const check = (part: string, pattern: RegExp, what: string) =>
    pattern.test(part) ? part : fail(`${what} "${part}" is not valid`);

  switch (runtime) {
    case 'managed': {
      if (parts.length !== 3) {
        return fail('expected managed:<account>/<region>/<name>');
      }
      return {
        runtime,
        accountId: check(parts[0], ACCOUNT, 'account'),
        region: check(parts[1], REGION, 'region'),
        name: check(parts[2], MANAGED_NAME, 'name'),
      };
    }
    case 'kubernetes': {
      if (parts.length !== 3) {
        return fail('expected kubernetes:<cluster>/<namespace>/<name>');
      }
      return {
        runtime,
        cluster: decode(parts[0], 'cluster', fail),
        namespace: check(parts[1], DNS_LABEL, 'namespace'),
        name: check(parts[2], DNS_SUBDOMAIN, 'name'),
      };
    }
    case 'standalone': {
      if (parts.length !== 2) {
        return fail('expected standalone:<cluster>/<job name>');
      }
      return {
        runtime,
        cluster: decode(parts[0], 'cluster', fail),
        jobName: decode(parts[1], 'job name', fail),
      };
    }
    default:
      return fail(
        'it must begin with "managed:", "kubernetes:" or "standalone:"',
      );
  }
}

function decode(
  part: string,
  what: string,
  fail: (why: string) => never,
): string {
  try {
    return decodeURIComponent(part) || fail(`${what} is empty`);
  } catch (error) {
    if (error instanceof URIError) {
      return fail(`${what} "${part}" is not percent-encoded text`);
    }
    throw error;
  }
}
