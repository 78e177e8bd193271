import {
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormHelperText,
  FormLabel,
} from '@material-ui/core';
import { targetOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';
import { useFirstValue } from '../frame/useFirstValue';
import { environmentsFor } from './offered';

/** Where the job is deployed, in the order of promotion. All are chosen at first. */
export function FlinkEnvironments(props: FieldProps<string[]>) {
  const target = targetOf(props);
  return (
    <StandardsFrame what="environments">
      {standards => (
        <Environments {...props} offered={environmentsFor(standards, target)} />
      )}
    </StandardsFrame>
  );
}

function Environments(
  props: FieldProps<string[]> & {
    offered: ReturnType<typeof environmentsFor>;
  },
) {
  const { formData, onChange, offered, rawErrors = [], schema } = props;
  // A form fills a list that must not be empty with empty places.
  const isUntouched =
    formData === undefined || formData.some(name => typeof name !== 'string');
  useFirstValue(isUntouched && offered.length > 0, () =>
    onChange(offered.map(({ name }) => name)),
  );
  const chosen = isUntouched ? [] : formData;
  const first = offered.find(({ name }) => chosen.includes(name));
  const toggled = (name: string, isOn: boolean) =>
    // In the order of promotion, whatever the order of the clicks.
    offered
      .map(environment => environment.name)
      .filter(each => (each === name ? isOn : chosen.includes(each)));
  const problem =
    (offered.length === 0 && 'The platform has no environment for this.') ||
    (!isUntouched && chosen.length === 0 && 'Choose at least one.') ||
    rawErrors.at(0);
  return (
    <FormControl
      component="fieldset"
      margin="normal"
      required={props.required}
      error={Boolean(problem)}
    >
      <FormLabel component="legend">{schema.title ?? 'Environments'}</FormLabel>
      <FormGroup row>
        {offered.map(({ name, production }) => (
          <FormControlLabel
            key={name}
            label={
              production && name !== 'production'
                ? `${name} (production)`
                : name
            }
            control={
              <Checkbox
                checked={chosen.includes(name)}
                disabled={props.disabled}
                onChange={event =>
                  onChange(toggled(name, event.target.checked))
                }
              />
            }
          />
        ))}
      </FormGroup>
      <FormHelperText>
        {problem ||
          (first
            ? `The job starts in ${first.name}; later environments are promoted to.`
            : schema.description)}
      </FormHelperText>
    </FormControl>
  );
}
