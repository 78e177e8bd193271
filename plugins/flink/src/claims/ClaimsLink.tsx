import { Link } from '@backstage/core-components';
import { useClaimConflicts } from '@flink-portal/backstage-plugin-flink-react';
import { isOpen } from './isOpen';

/** Leads to the claims, for those who may see them. */
export function ClaimsLink(props: { href: string }) {
  const { data } = useClaimConflicts();
  const open = data?.items.filter(isOpen).length ?? 0;
  return data ? (
    <Link to={props.href}>
      {open > 0 ? `Claims (${open} not confirmed)` : 'Claims'}
    </Link>
  ) : null;
}
