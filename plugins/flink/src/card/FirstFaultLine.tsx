import { Link } from '@backstage/core-components';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { faultText } from './faultText';

/** What failed first, in one line; the whole of it stands among the exceptions. */
export function FirstFaultLine(props: {
  fault: flinkApi.FaultSummary;
  href?: string;
}) {
  const { fault, href } = props;
  const title = 'First fault';
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {href ? (
        <Link to={href} underline="always">
          {title}
        </Link>
      ) : (
        title
      )}{' '}
      <RelativeTime at={fault.at} show="short" />: {faultText(fault)}
    </div>
  );
}
