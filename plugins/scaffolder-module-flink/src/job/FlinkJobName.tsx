import { TextField } from '@material-ui/core';
import { useFleet } from '@flink-portal/backstage-plugin-flink-react';
import type { FieldProps } from '../frame/fieldProps';
import { NAME_PROBLEM, isJobName } from './isJobName';
import { takenBy } from './takenBy';

/** The job's name, checked against the applications that run while it is typed. */
export function FlinkJobName(props: FieldProps<string>) {
  const { formData = '', onChange, rawErrors = [], required, schema } = props;
  const wellFormed = isJobName(formData);
  const fleet = useFleet(wellFormed ? { q: formData, limit: 20 } : undefined);
  const taken = wellFormed ? takenBy(formData, fleet.data?.items ?? []) : [];
  const problem =
    (formData !== '' && !wellFormed && NAME_PROBLEM) ||
    (taken.length > 0 && `Taken: ${taken.join(', ')}`) ||
    rawErrors.at(0);
  return (
    <TextField
      id={props.idSchema?.$id}
      fullWidth
      margin="normal"
      label={schema.title ?? 'Name'}
      required={required}
      disabled={props.disabled}
      value={formData}
      error={Boolean(problem)}
      helperText={
        problem ||
        (fleet.error && wellFormed
          ? 'Whether the name is free could not be read now; it is checked again before anything is created.'
          : schema.description ??
            'Names the application, its repository, role and image.')
      }
      inputProps={{ autoComplete: 'off', spellCheck: false, maxLength: 40 }}
      onChange={event => onChange(event.target.value || undefined)}
    />
  );
}
