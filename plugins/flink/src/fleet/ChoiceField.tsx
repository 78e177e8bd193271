import Checkbox from '@material-ui/core/Checkbox';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';

const useStyles = makeStyles(
  { root: { minWidth: 160, maxWidth: 260 } },
  { name: 'FlinkChoiceField' },
);

/** A filter with several values. */
export function ChoiceField(props: {
  label: string;
  options: readonly string[];
  chosen: readonly string[];
  textOf?: (option: string) => string;
  isDisabled?: boolean;
  onChange: (chosen: string[]) => void;
}) {
  const {
    label,
    options,
    chosen,
    textOf = option => option,
    isDisabled,
    onChange,
  } = props;
  const classes = useStyles();
  const id = useId();
  // A value from a link stays removable even if nothing has it any more.
  const all = [...new Set([...options, ...chosen])];
  return (
    <TextField
      select
      id={id}
      className={classes.root}
      label={label}
      variant="outlined"
      size="small"
      disabled={isDisabled || all.length === 0}
      value={[...chosen]}
      onChange={event =>
        onChange([event.target.value].flat().filter(value => value !== ''))
      }
      SelectProps={{
        multiple: true,
        renderValue: value => [value].flat().map(String).map(textOf).join(', '),
        MenuProps: { getContentAnchorEl: null },
      }}
    >
      {all.map(option => (
        <MenuItem key={option} value={option} dense>
          <Checkbox
            size="small"
            checked={chosen.includes(option)}
            tabIndex={-1}
            disableRipple
          />
          {textOf(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
