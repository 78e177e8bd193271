import { TextField } from '@material-ui/core';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  describeError,
  useFleet,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import type { FieldProps } from '../frame/fieldProps';

const LIMIT = 50;

/** Finds an application that already runs, by a part of its name. The value is its id. */
export function FlinkApplicationPicker(props: FieldProps<string>) {
  const { formData, onChange, rawErrors = [], schema } = props;
  const [typed, setTyped] = useState('');
  const fleet = useFleet({ q: typed || undefined, limit: LIMIT, sort: 'name' });
  const found = fleet.data?.items ?? [];
  const picked = found.find(({ id }) => id === formData) ?? null;
  const problem = fleet.error
    ? describeError(fleet.error, 'the applications', 'detail').title
    : rawErrors.at(0);
  return (
    <Autocomplete<flinkApi.ApplicationSummary>
      id={props.idSchema?.$id}
      options={found}
      loading={fleet.isLoading}
      value={picked}
      disabled={props.disabled}
      filterOptions={options => options}
      getOptionLabel={({ name }) => name}
      getOptionSelected={(option, value) => option.id === value.id}
      noOptionsText={`No application you may see has "${typed}" in its name`}
      renderOption={({ name, id, environment }) => (
        <span>
          {name}
          {environment && ` (${environment})`}
          <br />
          <small>{id}</small>
        </span>
      )}
      onInputChange={(_event, value, reason) => {
        if (reason === 'input') {
          setTyped(value);
        }
      }}
      onChange={(_event, option) => onChange(option?.id)}
      renderInput={params => (
        <TextField
          {...params}
          margin="normal"
          label={schema.title ?? 'Application'}
          required={props.required}
          error={Boolean(problem)}
          helperText={problem ?? formData ?? schema.description}
        />
      )}
    />
  );
}
