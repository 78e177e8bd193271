import { Link } from '@backstage/core-components';
import { useClaimConflicts } from '@flink-portal/backstage-plugin-flink-react';

/** Leads to the claims, for those who may see them. */
export function ClaimsLink(props: { href: string }) {
  const { data } = useClaimConflicts();
  return data ? (
    <Link to={props.href}>
      {data.items.length > 0 ? `Claims (${data.items.length})` : 'Claims'}
    </Link>
  ) : null;
}
