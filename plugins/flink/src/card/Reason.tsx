import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { QuantityText } from '@flink-portal/backstage-plugin-flink-react';
import { RuleLink } from '../rules/RuleLink';

const useStyles = makeStyles(
  theme => ({
    root: { overflowWrap: 'anywhere' },
    title: { fontWeight: 600 },
    detail: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkReason' },
);

/** Why the verdict is what it is: one sentence, one number with its limit, one next step. */
export function Reason(props: {
  finding: flinkApi.Finding;
  findingCount: number;
  moreHref?: string;
}) {
  const { finding, findingCount, moreHref } = props;
  const classes = useStyles();
  const more = `+${findingCount - 1} more`;
  return (
    <div className={classes.root}>
      <div>
        <span className={classes.title}>{finding.title}</span>:{' '}
        {finding.message}
      </div>
      <ValueAndLimit finding={finding} className={classes.detail} />
      <div>
        → {finding.nextStep}{' '}
        <RuleLink ruleId={finding.ruleId} title={finding.title} />
        {findingCount > 1 && (
          <>
            {' '}
            {moreHref ? (
              <Link to={moreHref} underline="always">
                {more}
              </Link>
            ) : (
              <span>{more}</span>
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** The number and its limit, unless the sentence above already says them. */
export function ValueAndLimit(props: {
  finding: flinkApi.Finding;
  className?: string;
}) {
  const { value, limit, message } = props.finding;
  if (!value || /\blimit\b/.test(message)) {
    return null;
  }
  return (
    <div className={props.className}>
      value <QuantityText quantity={value} />
      {limit && (
        <>
          {' '}
          · limit <QuantityText quantity={limit} />
        </>
      )}
    </div>
  );
}
