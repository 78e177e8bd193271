import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { KIND_PLURALS, TIMELINE_KINDS } from './timelineKinds';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
  }),
  { name: 'FlinkKindFilter' },
);

/** Kinds of a timeline as buttons that stay pressed; with none pressed all are shown. */
export function KindFilter(props: {
  kinds: readonly flinkApi.TimelineKind[];
  onChange: (kinds: readonly flinkApi.TimelineKind[]) => void;
}) {
  const { kinds, onChange } = props;
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      role="group"
      aria-label="Show only these kinds"
    >
      {TIMELINE_KINDS.map(kind => {
        const isChosen = kinds.includes(kind);
        return (
          <Button
            key={kind}
            size="small"
            variant={isChosen ? 'contained' : 'outlined'}
            color={isChosen ? 'primary' : 'default'}
            aria-pressed={isChosen}
            onClick={() =>
              onChange(
                isChosen
                  ? kinds.filter(other => other !== kind)
                  : [...kinds, kind],
              )
            }
          >
            {KIND_PLURALS[kind]}
          </Button>
        );
      })}
    </div>
  );
}
