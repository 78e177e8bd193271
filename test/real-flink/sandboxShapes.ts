import { FixedClock, STORIES, createWorld } from '@flink-portal/sandbox';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- what a package keeps to itself is what is proved here
import { createFlinkRest } from '@flink-portal/sandbox/src/flink-rest';
import { jsonShape } from './jsonShape';
import type { RealFlinkLine } from './lines';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

/**
 * What the sandbox's Flink answers to requests about jobs of every story.
 *
 * @param pathsOf - the paths to ask for about a job, by a name that is the same for every job
 * @returns the shapes of the answers by that name
 */
export function sandboxShapes(
  line: RealFlinkLine,
  pathsOf: (
    jobId: string,
    vertexIds: readonly string[],
  ) => Readonly<Record<string, string>>,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const clock = new FixedClock(NOW_MS);
  const world = createWorld({ seed: 'shapes', clock });
  const jobs = [...STORIES.keys()].map(name =>
    world.adopt({
      name,
      flinkVersion: line,
      parallelism: 2,
      story: name,
      source: { kind: 'kafka', name: 'orders' },
      submittedAtMs: NOW_MS - DAY_MS,
    }),
  );
  const rest = createFlinkRest({
    flinkVersion: `${line}.0`,
    nowMs: () => clock.now(),
    startedAtMs: () => NOW_MS - DAY_MS,
    configuration: () => ({}),
    jobs: () => jobs,
    taskManagers: () => [
      {
        id: 'taskmanager-1',
        address: '10.0.0.7:6122',
        slots: 4,
        startedAtMs: NOW_MS - DAY_MS,
      },
    ],
  });
  const ask = (path: string): unknown => {
    const url = new URL(path, 'http://flink');
    return rest.handle({
      method: 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: '',
    }).body;
  };
  // The first question for metrics finds none.
  ask('/taskmanagers/metrics');
  const answers = new Map<string, unknown[]>();
  for (const job of jobs) {
    const paths = pathsOf(
      job.jobId,
      job.vertices.map(({ id }) => id),
    );
    for (const [name, path] of Object.entries(paths)) {
      answers.set(name, [...(answers.get(name) ?? []), ask(path)]);
    }
  }
  return new Map([...answers].map(([name, list]) => [name, jsonShape(list)]));
}
