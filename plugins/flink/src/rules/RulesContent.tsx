import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { useParams } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { KNOWN_RULES } from './knownRules';
import { RuleList } from './RuleList';
import { RulePage } from './RulePage';

/** What stands below `/flink/rules`: the list, one rule, or what to choose instead of a rule nobody knows. */
export function RulesContent() {
  const { ruleId } = useParams();
  const rootRoute = useRouteRef(rootRouteRef);
  const known = KNOWN_RULES.find(({ about }) => about.id === ruleId);
  if (known) {
    return (
      <>
        <Typography variant="body2" paragraph>
          <Link to={`${rootRoute()}/rules`}>All health rules</Link>
        </Typography>
        <RulePage known={known} />
      </>
    );
  }
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        Health rules
      </Typography>
      {ruleId !== undefined && (
        <div role="alert">
          <Typography variant="body1" paragraph>
            There is no rule <code>{ruleId}</code> in this version of the
            portal. It may have another name now, or come from a newer backend.
            These are the rules it knows:
          </Typography>
        </div>
      )}
      <Typography variant="body2" paragraph>
        A verdict is the worst of what these rules find. A rule that lacks what
        it reads is not assessed, with the reason; what cannot be read is
        Unknown, never Healthy. Likely causes stand before symptoms.
      </Typography>
      <RuleList />
    </>
  );
}
