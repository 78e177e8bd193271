import type { CreateApplicationCommandInput } from '@aws-sdk/client-kinesis-analytics-v2';
import type { NamedResource } from '../cloudformation/physicalIds';
import type { TemplateValue } from '../cloudformation/readTemplate';
import { isObject } from '../cloudformation/readTemplate';
import { Failure } from '../Failure';
import { fitToShape, notOfShape } from './fitToShape';

const APPLICATION = 'AWS::KinesisAnalyticsV2::Application';
const LOGGING = 'AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption';
/** Properties of the resource that CreateApplication does not take: other calls do. */
const OTHER_CALLS = ['RunConfiguration', 'ApplicationMaintenanceConfiguration'];

/** What a stack asks the service to create. */
export interface WantedApplication {
  readonly request: CreateApplicationCommandInput;
  readonly logicalId: string;
}

/**
 * The one application of a stack, as CreateApplication takes it.
 *
 * @param tags - of the stack: its resources carry them too
 * @throws Failure when there is not one, or the service's model does not allow it
 */
export function applicationOf(
  resources: readonly NamedResource[],
  tags: Readonly<Record<string, string>>,
): WantedApplication {
  const applications = resources.filter(one => one.type === APPLICATION);
  if (applications.length !== 1) {
    throw new Failure(
      `infra/ describes ${applications.length} applications; a repository has one ${APPLICATION}`,
    );
  }
  const [{ logicalId, properties }] = applications;
  const own = Array.isArray(properties.Tags) ? properties.Tags : [];
  const given = own.filter(isObject);
  const taken = new Set(given.map(tag => String(tag.Key)));
  const logging = resources.find(one => one.type === LOGGING)?.properties
    .CloudWatchLoggingOption;
  const wanted: { [key: string]: TemplateValue } = {
    ...Object.fromEntries(
      Object.entries(properties).filter(([key]) => !OTHER_CALLS.includes(key)),
    ),
    Tags: [
      ...given,
      ...Object.entries(tags)
        .filter(([key]) => !taken.has(key))
        .map(([Key, Value]) => ({ Key, Value })),
    ],
    ...(logging ? { CloudWatchLoggingOptions: [logging] } : {}),
  };
  const request = fitToShape('CreateApplicationRequest', wanted);
  const problems = notOfShape('CreateApplicationRequest', request);
  if (problems.length > 0) {
    throw new Failure(
      `${logicalId} is not what Managed Service for Apache Flink accepts`,
      problems.map(problem => `${logicalId}: ${problem}`),
    );
  }
  // The model was just asked, so the shape is the client's.
  return {
    request: request as unknown as CreateApplicationCommandInput,
    logicalId,
  };
}
