import { join } from 'node:path';
import { z } from 'zod';
import { obtainFlink, type RealFlinkLine } from '../../real-flink';
import { outputOf } from '../tools/run';

const jarSchema = z.object({
  /** What Flink starts; none in a jar of connectors. */
  mainClass: z.string().nullable(),
  /** The release of Java that the main class is compiled for. */
  java: z.number().nullable(),
  /** Classes that a real cluster of the line has: a second copy fails only when the job starts. */
  ofTheCluster: z.array(z.string()),
  /** Service files that were added beside each other instead of merged. */
  servicesTwice: z.array(z.string()),
  providersWithoutClass: z.array(z.string()),
  /** Factories of tables that the merged service file names, without their packages. */
  factories: z.array(z.string()),
});

/** What a jar is that a job brings to a cluster of a line. */
export async function inspectJar(
  jar: string,
  line: RealFlinkLine,
): Promise<z.output<typeof jarSchema>> {
  const { libFolder } = await obtainFlink(line);
  const script = join(__dirname, 'inspect_jar.py');
  return jarSchema.parse(
    JSON.parse(await outputOf('python3', [script, jar, libFolder])),
  );
}
