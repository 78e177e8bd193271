import { delimiter, dirname, join } from 'node:path';
import {
  runJar,
  startFlink,
  type RealFlink,
  type RealFlinkLine,
} from '../../real-flink';
import type { Language } from '../builds/coveringSet';
import { planOfForm } from '../planExample';
import { obtainPyFlink } from '../python/obtainPyFlink';
import { renderLayers } from '../renderLayers';
import { buildJob } from './buildJob';
import { fileForm } from './fileForm';
import { runPython } from './runPython';

/** A generated job, and the Flink it can be started on. */
export interface GeneratedJob {
  readonly flink: RealFlink;
  /** @returns the job's id; the job has been accepted and may not run yet */
  start(savepointPath?: string): Promise<string>;
}

/**
 * Generates a job that reads and writes files, makes what is deployed of it, and starts a Flink for it.
 *
 * @param properties - the file that tells the job where they lie
 * @param folder - empty; takes the repository
 */
export async function makeJob(
  language: Language,
  line: RealFlinkLine,
  properties: string,
  folder: string,
): Promise<GeneratedJob> {
  const repository = join(folder, language);
  const plan = planOfForm(fileForm(language, line));
  await renderLayers(plan, repository);
  const env = { FLINK_APPLICATION_PROPERTIES: properties };

  if (language === 'java') {
    const jar = await buildJob(repository);
    const flink = await startFlink({ line, env });
    return {
      flink,
      start: savepointPath => runJar(flink, { jar, savepointPath }),
    };
  }

  const pyFlink = await pyFlinkOf(line, join(folder, 'python'));
  if (language === 'sql') {
    const jar = await buildJob(repository);
    const flink = await startFlink({ line, env, home: pyFlink.home });
    return {
      flink,
      start: savepointPath =>
        // With two subtasks the one without a file would hold time back for a minute.
        runJar(flink, { jar, savepointPath, parallelism: 1 }),
    };
  }

  // Flink starts `python`, which must be the one that has PyFlink.
  const path = `${dirname(pyFlink.python)}${delimiter}${process.env.PATH}`;
  const flink = await startFlink({
    line,
    env: { PATH: path },
    home: pyFlink.home,
  });
  return {
    flink,
    start: savepointPath =>
      runPython(flink, pyFlink, {
        main: join(repository, 'main.py'),
        savepointPath,
        env: { ...env, PATH: path },
      }),
  };
}

/** The distribution of a line that runs tables: the one that a Python job of the line is tested with. */
async function pyFlinkOf(line: RealFlinkLine, folder: string) {
  const plan = planOfForm(fileForm('python', line));
  await renderLayers(plan, folder);
  return obtainPyFlink(plan.flink, join(folder, 'requirements-dev.txt'));
}
