import { CopyTextButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: { position: 'relative' },
    text: {
      margin: 0,
      padding: theme.spacing(1),
      maxHeight: 360,
      overflow: 'auto',
      fontSize: '0.8rem',
      whiteSpace: 'pre',
      tabSize: 4,
      border: `1px solid ${theme.palette.divider}`,
    },
    copy: { position: 'absolute', top: 0, right: theme.spacing(1) },
  }),
  { name: 'FlinkStackText' },
);

/** A stack trace, closed at first, to be read or copied whole. */
export function StackText(props: { stack: string; subject: string }) {
  const { stack, subject } = props;
  const classes = useStyles();
  return (
    <details>
      <summary>Stack trace of {subject}</summary>
      <div className={classes.root}>
        <pre
          className={classes.text}
          role="region"
          aria-label={`Stack trace of ${subject}`}
          // What scrolls and holds nothing focusable cannot be reached by keyboard otherwise.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {stack}
        </pre>
        <span className={classes.copy}>
          <CopyTextButton
            text={stack}
            tooltipText="Copied"
            aria-label={`Copy the stack trace of ${subject}`}
          />
        </span>
      </div>
    </details>
  );
}
