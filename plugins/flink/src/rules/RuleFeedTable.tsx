import type { HealthRule } from '@flink-portal/backstage-plugin-flink-common';
import { FactTable, type FactColumn } from '../states';
import { placeText, PLACES, ruleFeed, type Place } from './ruleFeeds';

/** Which runtimes and Flink lines can feed a rule, and with what. */
export function RuleFeedTable(props: { rule: HealthRule }) {
  const { rule } = props;
  const columns: ReadonlyArray<FactColumn<Place>> = [
    { title: 'Where', cell: placeText },
    {
      title: 'What it is judged from',
      cell: place => <Feed rule={rule} place={place} />,
    },
  ];
  return (
    <FactTable
      label="What feeds this rule"
      columns={columns}
      rows={PLACES}
      keyOf={placeText}
    />
  );
}

function Feed(props: { rule: HealthRule; place: Place }) {
  const { applies, isStated, isRead, metrics } = ruleFeed(
    props.rule,
    props.place,
  );
  if (!applies) {
    return <>does not apply</>;
  }
  if (!isStated && !isRead && metrics.length === 0) {
    return <>cannot be judged: nothing here tells it</>;
  }
  return (
    <>
      {isStated && 'what the runtime states'}
      {isRead && props.rule.needs.parts.join(', ')}
      {isStated && metrics.length > 0 && ', or '}
      {metrics.map((metric, index) => (
        <span key={metric}>
          {index > 0 && ', '}
          <code>{metric}</code>
        </span>
      ))}
    </>
  );
}
