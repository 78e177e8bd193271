import { ChoiceField } from '../frame/ChoiceField';
import { targetOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';

/** A line of Flink that the platform offers for the template's target. */
export function FlinkVersion(props: FieldProps<string>) {
  const target = targetOf(props);
  return (
    <StandardsFrame what="Flink versions">
      {({ runtimes }) => {
        const { allowed, preview, default: first } = runtimes[target];
        const retiring = Object.hasOwn(runtimes.retiring, props.formData ?? '')
          ? runtimes.retiring[props.formData!]
          : undefined;
        return (
          <ChoiceField
            id={props.idSchema?.$id}
            label={props.schema.title ?? 'Flink version'}
            help={
              retiring
                ? `Offered until ${retiring.until}: ${retiring.reason}.`
                : props.schema.description
            }
            required={props.required}
            disabled={props.disabled}
            choices={[
              ...allowed.map(value => ({ value, label: value })),
              ...preview.map(value => ({ value, label: `${value} (preview)` })),
            ]}
            defaultValue={first}
            value={props.formData}
            errors={props.rawErrors}
            empty="The platform offers no Flink version here."
            onChange={props.onChange}
          />
        );
      }}
    </StandardsFrame>
  );
}
