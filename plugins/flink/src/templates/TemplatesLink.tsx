import { Link } from '@backstage/core-components';
import { useTemplateRuns } from '@flink-portal/backstage-plugin-flink-react';

/** Leads to the templates' times, for those who may see them. */
export function TemplatesLink(props: { href: string }) {
  const { data } = useTemplateRuns();
  return data ? <Link to={props.href}>Templates</Link> : null;
}
