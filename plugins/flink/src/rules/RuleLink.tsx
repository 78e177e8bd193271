import { Link } from '@backstage/core-components';
import { VisuallyHidden } from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { useRuleHref } from '../routes';

/**
 * Leads to the page that says what a rule means, how to confirm it and what to do. In an app without the
 * Flink page the words stand there as text, or nothing where they only invite.
 */
export function RuleLink(props: {
  ruleId: string;
  /** The rule's name where the words do not say it, for those who hear links out of their context. */
  title?: string;
  children?: ReactNode;
}) {
  const { ruleId, title, children } = props;
  const href = useRuleHref()(ruleId);
  if (!href) {
    return <>{children}</>;
  }
  return (
    <Link to={href} underline="always">
      {children ?? 'What this means'}
      {title && <VisuallyHidden>{` (${title})`}</VisuallyHidden>}
    </Link>
  );
}
