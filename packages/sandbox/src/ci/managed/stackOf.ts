import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readTemplate } from '../cloudformation/readTemplate';
import { Stack } from '../cloudformation/Stack';
import { Failure } from '../Failure';

/** The template of a job's application. */
export const TEMPLATE_FILE = 'infra/20-application.yaml';

const parametersSchema = z.object({
  accountId: z.string(),
  region: z.string(),
  parameters: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
});

/** The stack of one environment, and what its resources are tagged with. */
export interface EnvironmentStack {
  readonly stack: Stack;
  readonly tags: Readonly<Record<string, string>>;
  readonly bucket: string;
}

/** Brokers are MSK's to say: of every cluster the sandbox says the same, made from its ARN. */
function brokersOf(clusterArn: string): string {
  const [, , , region, , resource = ''] = clusterArn.split(':');
  const [, name = 'cluster', id = ''] = resource.split('/');
  return [1, 2, 3]
    .map(
      broker =>
        `b-${broker}.${name}.${id.slice(
          0,
          6,
        )}.c2.kafka.${region}.amazonaws.com:9098`,
    )
    .join(',');
}

/**
 * A job's template with the values of `infra/params/<environment>.json`.
 *
 * @throws Failure when a file is missing or wrong
 */
export function stackOf(
  folder: string,
  job: string,
  environment: string,
  artefactKey: string,
): EnvironmentStack {
  const parametersFile = `infra/params/${environment}.json`;
  for (const file of [TEMPLATE_FILE, parametersFile]) {
    if (!existsSync(join(folder, file))) {
      throw new Failure(`There is no ${file}`);
    }
  }
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(join(folder, parametersFile), 'utf8'));
  } catch (error) {
    throw new Failure(`${parametersFile} is no JSON`, [String(error)]);
  }
  const read = parametersSchema.safeParse(document);
  if (!read.success) {
    throw new Failure(`${parametersFile} is not as bin/environment reads it`, [
      z.prettifyError(read.error),
    ]);
  }
  const { accountId, region, parameters, tags } = read.data;
  const template = readTemplate(
    TEMPLATE_FILE,
    readFileSync(join(folder, TEMPLATE_FILE), 'utf8'),
  );
  const brokers = ['Source', 'Sink'].flatMap(end =>
    template.Parameters?.[`${end}BootstrapServers`] &&
    parameters[`${end}ClusterArn`]
      ? [[`${end}BootstrapServers`, brokersOf(parameters[`${end}ClusterArn`])]]
      : [],
  );
  return {
    stack: new Stack(
      template,
      { stackName: job, accountId, region },
      {
        ...parameters,
        ...Object.fromEntries(brokers),
        ArtifactKey: artefactKey,
      },
    ),
    tags,
    bucket: parameters.ArtifactBucket ?? '',
  };
}
