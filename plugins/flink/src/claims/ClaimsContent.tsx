import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  locationText,
  useClaimConflicts,
} from '@flink-portal/backstage-plugin-flink-react';
import { Owner } from '../card/ApplicationFacts';
import { useApplicationPageHref } from '../routes';
import {
  DataFrame,
  EmptySentence,
  FactTable,
  type FactColumn,
} from '../states';
import { isOpen } from './isOpen';
import { NotForYou } from './NotForYou';

/** Applications that entities claim without being confirmed, or that several claim; for platform owners. */
export function ClaimsContent() {
  const read = useClaimConflicts();
  const pageHref = useApplicationPageHref();
  if (read.data === undefined && NotForYou.applies(read.error)) {
    return <NotForYou />;
  }
  const columns: ReadonlyArray<FactColumn<flinkApi.ClaimConflict>> = [
    {
      title: 'Application',
      cell: ({ applicationId, applicationName, scope }) => {
        const href = pageHref(applicationId);
        return (
          <>
            {href ? <Link to={href}>{applicationName}</Link> : applicationName}
            <div>{locationText(scope)}</div>
          </>
        );
      },
    },
    {
      title: 'Confirmed owner',
      cell: ({ owner }) => (owner ? <Owner owner={owner} /> : 'none'),
    },
    {
      title: 'Claimed by',
      cell: ({ claims }) =>
        claims.map(({ entityRef, owner, confirmed, message }) => (
          <div key={entityRef}>
            <EntityRefLink entityRef={entityRef} hideIcon />
            {owner && (
              <>
                {' '}
                of <Owner owner={owner} />
              </>
            )}
            : {confirmed ? 'confirmed' : 'not confirmed'}. {message}
          </div>
        )),
    },
    { title: 'What is wrong', cell: ({ message }) => message },
  ];
  return (
    <DataFrame read={read} subject="the claims" rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptySentence>
            Every application that an entity names confirms it, and none is
            claimed twice.
          </EmptySentence>
        ) : (
          <FactTable
            label="Claims, those not confirmed first"
            columns={columns}
            rows={[
              ...items.filter(isOpen),
              ...items.filter(item => !isOpen(item)),
            ]}
            keyOf={({ applicationId }) => applicationId}
          />
        )
      }
    </DataFrame>
  );
}
