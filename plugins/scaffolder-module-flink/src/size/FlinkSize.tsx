import { FormHelperText, Typography } from '@material-ui/core';
import {
  compareRuntimes,
  type JobLoad,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import { answersOf, targetOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';
import { useFirstValue } from '../frame/useFirstValue';
import { FIRST_LOAD, readLoad, type LoadDraft } from './loadDraft';
import { LoadInputs } from './LoadInputs';
import { regionOf } from './regionOf';
import { RuntimeComparisonTable } from './RuntimeComparisonTable';

/** Asks for the load and shows size and cost on both runtimes beside each other, as they are typed. */
export function FlinkSize(props: FieldProps<LoadDraft>) {
  return (
    <StandardsFrame what="prices">
      {standards => <Size {...props} standards={standards} />}
    </StandardsFrame>
  );
}

function Size(props: FieldProps<LoadDraft> & { standards: PlatformStandards }) {
  const { formData, onChange, standards, schema, rawErrors = [] } = props;
  const target = targetOf(props);
  // A form fills in what its schema has a default for; until somebody typed a number nothing was answered.
  const isUntouched =
    formData?.expectedMBps === undefined &&
    formData?.stateGB === undefined &&
    formData?.partitions === undefined &&
    formData?.latency === undefined;
  useFirstValue(isUntouched, () => onChange({ ...FIRST_LOAD }));
  const draft: LoadDraft = isUntouched ? FIRST_LOAD : formData ?? FIRST_LOAD;
  const { load, problems } = readLoad(draft);
  const answer = (name: keyof JobLoad, value: string | number | undefined) => {
    const { [name]: _before, ...rest } = draft;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <section aria-label="Size">
      <Typography variant="subtitle1" component="h3">
        {schema.title ?? 'Size'}
      </Typography>
      <LoadInputs
        idPrefix={props.idSchema?.$id ?? 'load'}
        draft={draft}
        problems={problems}
        disabled={props.disabled}
        onAnswer={answer}
      />
      {load ? (
        <RuntimeComparisonTable
          target={target}
          comparison={compareRuntimes(
            load,
            regionOf(standards, target, answersOf(props)),
            standards,
          )}
        />
      ) : (
        <Typography variant="body2" color="textSecondary">
          Size and cost follow from all five.
        </Typography>
      )}
      {rawErrors.length > 0 && (
        <FormHelperText error role="alert">
          {rawErrors.at(0)}
        </FormHelperText>
      )}
    </section>
  );
}
