import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import { ChoiceField } from '../frame/ChoiceField';
import { answersOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';

/** What there is to choose depends on the environments: only what all of them have is offered. */
export function CommonChoice(
  props: FieldProps<string> & {
    /** `Region` */
    singular: string;
    /** `regions` */
    plural: string;
    offered: (
      standards: PlatformStandards,
      environments: readonly string[] | undefined,
    ) => string[];
  },
) {
  const { singular, plural, offered, schema } = props;
  const { environments } = answersOf(props);
  return (
    <StandardsFrame what={plural}>
      {standards => (
        <ChoiceField
          id={props.idSchema?.$id}
          label={schema.title ?? singular}
          help={schema.description}
          required={props.required}
          disabled={props.disabled}
          choices={offered(standards, environments).map(value => ({
            value,
            label: value,
          }))}
          value={props.formData}
          errors={props.rawErrors}
          empty={`None of the ${plural} is in all chosen environments; choose fewer environments.`}
          onChange={props.onChange}
        />
      )}
    </StandardsFrame>
  );
}
