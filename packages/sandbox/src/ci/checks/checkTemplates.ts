import { applicationOf } from '../managed/applicationOf';
import { stackOf, TEMPLATE_FILE } from '../managed/stackOf';
import { Failure } from '../Failure';
import { openNote, type Job } from '../jobFile';
import type { CiLog } from '../CiLog';

/**
 * Works the CloudFormation template out for every environment, and holds the application against the service's own
 * model: references, conditions, parameters' rules, property names, types, enums, patterns.
 */
export function checkTemplates(folder: string, job: Job, log: CiLog): string[] {
  const problems: string[] = [];
  for (const environment of job.environments) {
    if (openNote(folder, environment)) {
      log.skipped(
        `${TEMPLATE_FILE} for ${environment.name}`,
        'something about the environment is still open',
      );
      continue;
    }
    try {
      const { stack, tags } = stackOf(
        folder,
        job.name,
        environment.name,
        `${job.name}/check/job.jar`,
      );
      const resources = stack.resources();
      applicationOf(resources, tags);
      log.say(
        `${TEMPLATE_FILE} for ${environment.name}: ${resources.length} resources, and the application is as the service's model asks`,
      );
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      problems.push(
        ...[error.message, ...error.problems].map(
          text => `${TEMPLATE_FILE} for ${environment.name}: ${text}`,
        ),
      );
    }
  }
  return problems;
}
