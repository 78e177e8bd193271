import { SimulatedLogLine } from '../../world/types';
import { PodLogLine } from '../server/pod-log';

const TASK_LOGGERS = [
  'org.apache.flink.runtime.taskmanager',
  'org.apache.flink.runtime.taskexecutor',
  'org.apache.flink.connector',
  'com.',
];

function runsOnTaskManager(line: SimulatedLogLine): boolean {
  return TASK_LOGGERS.some(prefix => line.logger.startsWith(prefix));
}

/** Log lines in Flink's console layout, each on the pod whose process writes it. */
export function podLogLines(
  lines: readonly SimulatedLogLine[],
  component: 'jobmanager' | 'taskmanager',
): PodLogLine[] {
  return lines
    .filter(line => runsOnTaskManager(line) === (component === 'taskmanager'))
    .sort((left, right) => left.atMs - right.atMs)
    .flatMap(line => {
      const time = new Date(line.atMs)
        .toISOString()
        .replace('T', ' ')
        .replace('.', ',')
        .replace('Z', '');
      const head = `${time} ${line.level.padEnd(5)} ${line.logger} [] - ${
        line.message
      }`;
      const throwable = line.throwable?.split('\n') ?? [];
      return [head, ...throwable].map(text => ({ atMs: line.atMs, text }));
    });
}
