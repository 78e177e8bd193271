import { Link } from '@backstage/core-components';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../../states';
import { statusText } from '../actionWords';
import { askedBy } from '../follow/followTexts';

/** Actions with their status, newest first; each leads to where it is followed. */
export function ActionTable(props: {
  label: string;
  actions: readonly flinkApi.Action[];
  hrefOf: (action: flinkApi.Action) => string | undefined;
}) {
  const { label, actions, hrefOf } = props;
  const columns: ReadonlyArray<FactColumn<flinkApi.Action>> = [
    {
      title: 'Action',
      cell: action => {
        const href = hrefOf(action);
        return href ? <Link to={href}>{action.title}</Link> : action.title;
      },
    },
    { title: 'Status', cell: ({ status }) => statusText(status) },
    {
      title: 'Asked for',
      cell: action => (
        <>
          <RelativeTime at={action.requestedAt} /> by {askedBy(action)}
        </>
      ),
    },
    { title: 'Outcome', cell: ({ message }) => message },
  ];
  return (
    <FactTable
      label={label}
      columns={columns}
      rows={actions}
      keyOf={({ id }) => id}
    />
  );
}
