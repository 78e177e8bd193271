import {
  jobLoadSchema,
  type JobLoad,
} from '@flink-portal/backstage-plugin-flink-common';

/** A load while it is being typed. @public */
export type LoadDraft = Partial<Record<keyof JobLoad, string | number>>;

/** What a new job is taken to be until somebody says otherwise: small, with some state. */
export const FIRST_LOAD: JobLoad = {
  expectedMBps: 1,
  stateGB: 0,
  partitions: 2,
  latency: 'minutes',
  work: 'usual',
};

/** The load of a draft, or what is wrong with it by the name of its part. */
export function readLoad(draft: LoadDraft):
  | {
      readonly load: JobLoad;
      readonly problems: Readonly<Record<string, never>>;
    }
  | {
      readonly load?: undefined;
      readonly problems: Readonly<Record<string, string>>;
    } {
  const parsed = jobLoadSchema.safeParse(draft);
  return parsed.success
    ? { load: parsed.data, problems: {} }
    : {
        problems: Object.fromEntries(
          parsed.error.issues.map(({ path, message }) => {
            const part = String(path.at(0) ?? '');
            const isMissing = !Object.hasOwn(draft, part);
            return [part, isMissing ? 'A number is missing.' : message];
          }),
        ),
      };
}
