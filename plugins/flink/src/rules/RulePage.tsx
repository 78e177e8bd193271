import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId, type ReactNode } from 'react';
import { GuideText } from './GuideText';
import type { KnownRule } from './knownRules';
import { RuleFeedTable } from './RuleFeedTable';
import { aboutWords, appliesWords } from './ruleWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(2),
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      // Lines of more than about 90 characters are hard to follow.
      maxWidth: '44rem',
    },
    quiet: { color: theme.palette.text.secondary },
  }),
  { name: 'FlinkRulePage' },
);

/** One rule: what it means, how to confirm it, what to do, and where its limit comes from. */
export function RulePage(props: { known: KnownRule }) {
  const { about, guide, rule } = props.known;
  const classes = useStyles();
  return (
    <Paper className={classes.root}>
      <div>
        <Typography variant="h5" component="h2">
          {about.title}
        </Typography>
        <div className={classes.quiet}>
          <code>{about.id}</code> · {aboutWords(about)}
        </div>
      </div>
      <Section title="What it means">
        <GuideText text={guide.means} />
      </Section>
      <Section title="How to confirm">
        <GuideText text={guide.confirm} />
      </Section>
      <Section title="What to do">
        <GuideText text={guide.act} />
      </Section>
      <Section title="Limit and its source">
        <GuideText text={guide.limit} />
      </Section>
      {rule && (
        <Section title="Where it can be judged">
          <p>{appliesWords(rule)}</p>
          <RuleFeedTable rule={rule} />
        </Section>
      )}
    </Paper>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <Typography id={titleId} variant="h6" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
