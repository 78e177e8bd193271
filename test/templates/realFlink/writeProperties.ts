import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the properties of a job that reads JSON from one folder and writes it to another. */
export function writeProperties(
  folder: string,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const groups = {
    Source: {
      kind: 's3',
      uri: `file://${from}`,
      format: 'json',
      'monitor.interval': '500 ms',
    },
    Sink: {
      kind: 's3',
      uri: `file://${to}`,
      format: 'json',
      'rollover.interval': '500 ms',
    },
    Job: { 'parallelism.max': '120' },
  };
  const file = join(folder, 'application_properties.json');
  writeFileSync(
    file,
    JSON.stringify(
      Object.entries(groups).map(([PropertyGroupId, PropertyMap]) => ({
        PropertyGroupId,
        PropertyMap,
      })),
    ),
  );
  return file;
}
