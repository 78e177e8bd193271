import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RuleLink } from '../rules/RuleLink';

/** Rules that could not be judged; closed at first, since it is background. */
export function NotAssessedList(props: {
  rules: readonly flinkApi.NotAssessed[];
}) {
  const { rules } = props;
  if (rules.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>
        {rules.length === 1
          ? '1 rule was not assessed'
          : `${rules.length} rules were not assessed`}
      </summary>
      <ul>
        {rules.map(({ ruleId, title, reason }) => (
          <li key={ruleId}>
            <RuleLink ruleId={ruleId}>{title}</RuleLink>: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
