import { MenuItem, TextField } from '@material-ui/core';
import { useFirstValue } from './useFirstValue';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * A list to choose from. Takes the default when nothing is chosen, and again when what was chosen is no longer
 * offered because of an answer elsewhere.
 */
export function ChoiceField(props: {
  id?: string;
  label: string;
  help?: string;
  required?: boolean;
  disabled?: boolean;
  choices: readonly Choice[];
  defaultValue?: string;
  value: string | undefined;
  errors?: readonly string[];
  /** Said instead of the list when there is nothing to choose. */
  empty: string;
  onChange: (value: string | undefined) => void;
}) {
  const { choices, defaultValue, value, errors = [], onChange } = props;
  const isOffered = choices.some(choice => choice.value === value);
  const fallback = choices.some(choice => choice.value === defaultValue)
    ? defaultValue
    : choices.at(0)?.value;
  useFirstValue(!isOffered && value !== fallback, () => onChange(fallback));
  return (
    <TextField
      id={props.id}
      select={choices.length > 0}
      fullWidth
      margin="normal"
      label={props.label}
      required={props.required}
      disabled={props.disabled || choices.length === 0}
      value={isOffered ? value : ''}
      error={errors.length > 0 || choices.length === 0}
      helperText={
        choices.length === 0 ? props.empty : errors.at(0) ?? props.help
      }
      onChange={event => onChange(event.target.value)}
    >
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
