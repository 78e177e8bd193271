import { ChoiceField } from '../frame/ChoiceField';
import { answersOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';
import { regionsFor } from './offered';

/** The AWS region, of those that every chosen environment has. */
export function FlinkRegion(props: FieldProps<string>) {
  const { environments } = answersOf(props);
  return (
    <StandardsFrame what="regions">
      {standards => (
        <ChoiceField
          id={props.idSchema?.$id}
          label={props.schema.title ?? 'Region'}
          help={props.schema.description}
          required={props.required}
          disabled={props.disabled}
          choices={regionsFor(standards, environments).map(value => ({
            value,
            label: value,
          }))}
          value={props.formData}
          errors={props.rawErrors}
          empty="No region is in all chosen environments; choose fewer environments."
          onChange={props.onChange}
        />
      )}
    </StandardsFrame>
  );
}
