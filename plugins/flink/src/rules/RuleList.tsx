import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../routes';
import { FactTable, type FactColumn } from '../states';
import { GuideText } from './GuideText';
import { KNOWN_RULES, type KnownRule } from './knownRules';
import { aboutWords } from './ruleWords';

/** Every rule with its meaning; each leads to its page. */
export function RuleList() {
  const rootRoute = useRouteRef(rootRouteRef);
  const columns: ReadonlyArray<FactColumn<KnownRule>> = [
    {
      title: 'Rule',
      cell: ({ about }) => (
        <>
          <Link to={`${rootRoute()}/rules/${about.id}`} underline="always">
            {about.title}
          </Link>
          <br />
          <code>{about.id}</code>
        </>
      ),
    },
    {
      title: 'What it means',
      cell: ({ guide }) => <GuideText text={guide.means} />,
    },
    { title: 'How bad', cell: ({ about }) => aboutWords(about) },
  ];
  return (
    <FactTable
      label="Health rules"
      columns={columns}
      rows={KNOWN_RULES}
      keyOf={({ about }) => about.id}
    />
  );
}
