import { Link } from '@backstage/core-components';
import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  QuantityText,
  RelativeTime,
  Sparkline,
} from '@flink-portal/backstage-plugin-flink-react';
import { restartsText } from '../card';
import { useApplicationHref } from '../routes';

interface CellProps {
  application: flinkApi.ApplicationSummary;
}

/** The name, linked to the tab of its entity or to a page of its own. */
export function NameCell({ application }: CellProps) {
  const href = useApplicationHref()(application);
  return href ? (
    <Link to={href}>{application.name}</Link>
  ) : (
    <span>{application.name}</span>
  );
}

/** The top reason; an application that could not be read says that instead. */
export function ReasonCell({ application }: CellProps) {
  const { topFinding, findingCount, unreadable } = application;
  if (topFinding) {
    return (
      <span title={topFinding.message}>
        {topFinding.title}
        {findingCount > 1 && ` +${findingCount - 1} more`}
      </span>
    );
  }
  const problem = unreadable[0];
  return problem ? (
    <span>
      cannot read {problem.part}: {problem.message ?? problem.reason}
    </span>
  ) : null;
}

/** Lag with its direction. */
export function LagCell({ application }: CellProps) {
  const { lag } = application.figures;
  if (!lag) {
    return <span>not read</span>;
  }
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 8,
        whiteSpace: 'nowrap',
      }}
    >
      <Sparkline
        values={lag.spark}
        name={`lag of ${application.name}, last hour`}
        format={value => formatQuantity({ value, unit: lag.unit })}
        widthPx={64}
        heightPx={20}
      />
      <QuantityText quantity={lag} />
    </span>
  );
}

/** Age of the newest completed checkpoint. */
export function CheckpointCell({ application }: CellProps) {
  const { lastCheckpoint } = application.figures;
  return lastCheckpoint ? (
    <RelativeTime at={lastCheckpoint.at} />
  ) : (
    <span>not read</span>
  );
}

/** Restarts in 24 h, unplanned and planned. */
export function RestartsCell({ application }: CellProps) {
  const { restarts24h } = application.figures;
  return <span>{restarts24h ? restartsText(restarts24h) : 'not read'}</span>;
}

/** The newest change and its age. */
export function ChangeCell({ application }: CellProps) {
  const { lastChange } = application;
  return lastChange ? (
    <span>
      {lastChange.title}, <RelativeTime at={lastChange.at} />
    </span>
  ) : (
    <span>none known</span>
  );
}
