import { Link } from '@backstage/core-components';
import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  locationLabel,
  locationText,
  QuantityText,
  RelativeTime,
  runtimeName,
  Sparkline,
} from '@flink-portal/backstage-plugin-flink-react';
import type { CSSProperties } from 'react';
import { restartsText } from '../card';
import { useApplicationHref } from '../routes';

interface CellProps {
  application: flinkApi.ApplicationSummary;
}

/** Long sentences of a runtime must not make one row as tall as five; the whole stands in the title. */
const TWO_LINES: CSSProperties = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
};

/** The name, linked to the tab of its entity or to a page of its own. */
export function NameCell({ application }: CellProps) {
  const href = useApplicationHref()(application);
  return href ? (
    <Link to={href}>{application.name}</Link>
  ) : (
    <span>{application.name}</span>
  );
}

/** The runtime, and below it the account and region or the cluster and namespace. */
export function PlaceCell({ application: { runtime, scope } }: CellProps) {
  return (
    <>
      <div>{runtimeName(runtime)}</div>
      <div title={locationLabel(runtime, scope)}>{locationText(scope)}</div>
    </>
  );
}

/** The top reason; an application that could not be read says that instead. */
export function ReasonCell({ application }: CellProps) {
  const { topFinding, findingCount, unreadable } = application;
  if (topFinding) {
    return (
      <span style={TWO_LINES} title={topFinding.message}>
        {findingCount > 1 && `+${findingCount - 1} more · `}
        {topFinding.title}: {topFinding.message}
      </span>
    );
  }
  const problem = unreadable[0];
  return problem ? (
    <span style={TWO_LINES} title={problem.message}>
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
        widthPx={52}
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
    <>
      <RelativeTime at={lastChange.at} />
      <span style={TWO_LINES} title={lastChange.title}>
        {lastChange.title}
      </span>
    </>
  ) : (
    <span>none known</span>
  );
}
