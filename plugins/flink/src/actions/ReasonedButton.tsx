import Button, { type ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { VisuallyHidden } from '@flink-portal/backstage-plugin-flink-react';
import { useId } from 'react';

const useStyles = makeStyles(
  theme => ({
    off: {
      color: theme.palette.text.secondary,
      backgroundColor: 'transparent',
      boxShadow: 'none',
      border: `1px dashed ${theme.palette.text.secondary}`,
      cursor: 'not-allowed',
      '&:hover': { backgroundColor: 'transparent', boxShadow: 'none' },
    },
  }),
  { name: 'FlinkReasonedButton' },
);

/**
 * A button that can say why it does nothing. It keeps focus and its place in the tab order then, which one
 * that is `disabled` would not.
 */
export function ReasonedButton(
  props: Omit<ButtonProps, 'disabled' | 'aria-describedby'> & {
    /** Why it does nothing now; absent when it works. */
    reason?: string;
  },
) {
  const { reason, onClick, className, children, ...rest } = props;
  const classes = useStyles();
  const reasonId = useId();
  const isOff = reason !== undefined;
  return (
    <>
      <Button
        {...rest}
        className={[className, isOff && classes.off].filter(Boolean).join(' ')}
        aria-disabled={isOff || undefined}
        aria-describedby={isOff ? reasonId : undefined}
        title={reason}
        disableRipple={isOff}
        onClick={isOff ? event => event.preventDefault() : onClick}
      >
        {children}
      </Button>
      {isOff && (
        <VisuallyHidden>
          <span id={reasonId}>{reason}</span>
        </VisuallyHidden>
      )}
    </>
  );
}
