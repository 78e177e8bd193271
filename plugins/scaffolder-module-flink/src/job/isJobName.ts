import { NEW_JOB_PATTERNS } from '@flink-portal/backstage-plugin-flink-common';

const NAME = new RegExp(NEW_JOB_PATTERNS.name, 'u');

/** What a name must look like, in words. */
export const NAME_PROBLEM =
  '3 to 40 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash';

/** Whether a text may name a job: at once an application, a Kubernetes object, a bucket's prefix and a role. */
export function isJobName(text: string): boolean {
  return NAME.test(text);
}
