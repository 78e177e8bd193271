import { ChoiceField } from '../frame/ChoiceField';
import { answersOf, type FieldProps } from '../frame/fieldProps';
import { StandardsFrame } from '../frame/StandardsFrame';
import { namespacesFor } from './offered';

/** The Kubernetes namespace, of those that every chosen environment lets jobs run in. */
export function FlinkNamespace(props: FieldProps<string>) {
  const { environments } = answersOf(props);
  return (
    <StandardsFrame what="namespaces">
      {standards => (
        <ChoiceField
          id={props.idSchema?.$id}
          label={props.schema.title ?? 'Namespace'}
          help={props.schema.description}
          required={props.required}
          disabled={props.disabled}
          choices={namespacesFor(standards, environments).map(value => ({
            value,
            label: value,
          }))}
          value={props.formData}
          errors={props.rawErrors}
          empty="No namespace is in all chosen environments; choose fewer environments."
          onChange={props.onChange}
        />
      )}
    </StandardsFrame>
  );
}
