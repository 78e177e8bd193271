import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    track: {
      height: 6,
      borderRadius: 3,
      backgroundColor: theme.palette.action.hover,
      margin: theme.spacing(0.5, 0),
    },
    bar: {
      height: '100%',
      borderRadius: 3,
      backgroundColor: theme.palette.primary.main,
    },
  }),
  { name: 'FlinkCostBar' },
);

/** A sum, and a bar as long as its share of the dearest one beside it. */
export function CostBar(props: { usd: number; dearestUsd: number }) {
  const { usd, dearestUsd } = props;
  const classes = useStyles();
  const share = dearestUsd > 0 ? usd / dearestUsd : 0;
  return (
    <>
      <strong>about ${Math.round(usd).toLocaleString('en-US')}</strong>
      <div className={classes.track} aria-hidden>
        <div
          className={classes.bar}
          style={{ width: `${Math.round(share * 100)}%` }}
        />
      </div>
    </>
  );
}
