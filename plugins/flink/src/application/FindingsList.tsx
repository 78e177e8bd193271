import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  VerdictIcon,
} from '@flink-portal/backstage-plugin-flink-react';
import { ValueAndLimit } from '../card';
import { RuleLink } from '../rules/RuleLink';

const SEVERITY_WORDS: Readonly<Record<flinkApi.FindingSeverityEnum, string>> = {
  unhealthy: 'Makes it Unhealthy',
  degraded: 'Makes it Degraded',
  unknown: 'Makes it Unknown',
  info: 'For information',
};

const SEVERITY_VERDICTS = {
  unhealthy: 'Unhealthy',
  degraded: 'Degraded',
  unknown: 'Unknown',
} as const;

const ROLE_WORDS: Readonly<Record<flinkApi.FindingRoleEnum, string>> = {
  cause: 'likely cause (inferred)',
  symptom: 'symptom',
  unknown: 'cause or symptom: not known',
};

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
      '&:first-child': { borderTop: 0, paddingTop: 0 },
    },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontWeight: 600,
    },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkFindingsList' },
);

/** Every broken rule with its evidence and next step. */
export function FindingsList(props: { findings: readonly flinkApi.Finding[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Findings">
      {props.findings.map(finding => (
        <li key={`${finding.ruleId} ${finding.title}`} className={classes.item}>
          <Typography
            variant="subtitle1"
            component="h4"
            className={classes.title}
          >
            {finding.severity !== 'info' && (
              <VerdictIcon verdict={SEVERITY_VERDICTS[finding.severity]} />
            )}
            {finding.title}
          </Typography>
          <div className={classes.quiet}>
            {SEVERITY_WORDS[finding.severity]} · {ROLE_WORDS[finding.role]} ·
            since <RelativeTime at={finding.since} show="short" /> (
            <RelativeTime at={finding.since} />)
          </div>
          <div>{finding.message}</div>
          <ValueAndLimit finding={finding} />
          <div>
            → {finding.nextStep}{' '}
            <RuleLink ruleId={finding.ruleId} title={finding.title} />
          </div>
          <div className={classes.quiet}>
            Rule <code>{finding.ruleId}</code>
          </div>
          {finding.evidence.length > 0 && (
            <Evidence evidence={finding.evidence} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Evidence(props: { evidence: readonly flinkApi.Evidence[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.quiet} aria-label="Evidence">
      {props.evidence.map(({ name, value, at, source }) => (
        <li key={`${name} ${value}`}>
          {name}: {value}
          {at && (
            <>
              {' '}
              (<RelativeTime at={at} />)
            </>
          )}
          {source && `, ${source}`}
        </li>
      ))}
    </ul>
  );
}
