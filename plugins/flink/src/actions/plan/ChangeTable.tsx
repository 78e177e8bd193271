import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { EmptySentence, FactTable, type FactColumn } from '../../states';

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.PlannedChange>> = [
  { title: 'Field', cell: ({ field }) => <code>{field}</code> },
  { title: 'Before', cell: ({ before }) => before ?? 'not set' },
  { title: 'After', cell: ({ after }) => after ?? 'not set' },
];

/** What is desired before and after, in the runtime's own words. */
export function ChangeTable(props: {
  changes: readonly flinkApi.PlannedChange[];
}) {
  return props.changes.length === 0 ? (
    <EmptySentence>
      Nothing of what is desired; the application keeps its configuration.
    </EmptySentence>
  ) : (
    <FactTable
      label="Changes"
      columns={COLUMNS}
      rows={props.changes}
      keyOf={({ field }, index) => `${field} ${index}`}
    />
  );
}
