import {
  FormControlLabel,
  FormHelperText,
  MenuItem,
  Switch,
  TextField,
} from '@material-ui/core';
import { NEW_JOB_PATTERNS } from '@flink-portal/backstage-plugin-flink-common';
import type { EndpointDraft, EndpointInput } from './endpointKinds';

/** The inputs of one kind of source or sink. */
export function EndpointInputs(props: {
  idPrefix: string;
  inputs: readonly EndpointInput[];
  draft: EndpointDraft;
  disabled?: boolean;
  onAnswer: (input: string, value: string | boolean) => void;
}) {
  const { idPrefix, inputs, draft, disabled, onAnswer } = props;
  return (
    <>
      {inputs.map(input => {
        const id = `${idPrefix}_${input.name}`;
        const value = draft[input.name];
        if (input.type === 'switch') {
          return (
            <div key={input.name}>
              <FormControlLabel
                label={input.label}
                control={
                  <Switch
                    id={id}
                    color="primary"
                    checked={value === true}
                    disabled={disabled}
                    onChange={event =>
                      onAnswer(input.name, event.target.checked)
                    }
                  />
                }
              />
              <FormHelperText>{input.help}</FormHelperText>
            </div>
          );
        }
        const text = typeof value === 'string' ? value : '';
        const isWrong = text !== '' && !matches(input, text);
        return (
          <TextField
            key={input.name}
            id={id}
            select={input.type === 'choice'}
            fullWidth
            required
            margin="dense"
            label={input.label}
            disabled={disabled}
            value={text}
            placeholder={input.placeholder}
            error={isWrong}
            helperText={
              isWrong
                ? `This is not a ${input.label}${
                    input.placeholder
                      ? `; it looks like ${input.placeholder}`
                      : ''
                  }.`
                : input.help
            }
            inputProps={{ autoComplete: 'off', spellCheck: false }}
            onChange={event => onAnswer(input.name, event.target.value)}
          >
            {input.choices?.map(choice => (
              <MenuItem key={choice} value={choice}>
                {choice}
              </MenuItem>
            ))}
          </TextField>
        );
      })}
    </>
  );
}

function matches({ pattern }: EndpointInput, text: string): boolean {
  return !pattern || new RegExp(NEW_JOB_PATTERNS[pattern], 'u').test(text);
}
