import { FormHelperText, Typography } from '@material-ui/core';
import type { FieldProps } from '../frame/fieldProps';
import { ChoiceField } from '../frame/ChoiceField';
import { StandardsFrame } from '../frame/StandardsFrame';
import { CatalogChoice } from './CatalogChoice';
import { draftOfKind, draftWith } from './changeDraft';
import { EndpointInputs } from './EndpointInputs';
import {
  kindForm,
  type EndpointDraft,
  type EndpointKind,
  type EndpointRole,
} from './endpointKinds';
import { endpointOfEntity } from './endpointOfEntity';

/** Where a job reads from. */
export function FlinkDataSource(props: FieldProps<EndpointDraft>) {
  return <DataEndpoint {...props} endpointRole="source" />;
}

/** Where a job writes to. */
export function FlinkDataSink(props: FieldProps<EndpointDraft>) {
  return <DataEndpoint {...props} endpointRole="sink" />;
}

function DataEndpoint(
  props: FieldProps<EndpointDraft> & { endpointRole: EndpointRole },
) {
  const {
    endpointRole: role,
    onChange,
    disabled,
    rawErrors = [],
    schema,
  } = props;
  const idPrefix = props.idSchema?.$id ?? role;
  const draft: EndpointDraft = props.formData ?? {};
  const form = draft.kind && kindForm(draft.kind, role);
  return (
    <StandardsFrame what={role === 'source' ? 'sources' : 'sinks'}>
      {standards => (
        <section aria-label={role === 'source' ? 'Source' : 'Sink'}>
          <Typography variant="subtitle1" component="h3">
            {schema.title ?? (role === 'source' ? 'Source' : 'Sink')}
          </Typography>
          {schema.description && (
            <Typography variant="body2" color="textSecondary">
              {schema.description}
            </Typography>
          )}
          <ChoiceField
            id={`${idPrefix}_kind`}
            label={
              role === 'source' ? 'The job reads from' : 'The job writes to'
            }
            required={props.required}
            disabled={disabled}
            choices={(role === 'source' ? standards.sources : standards.sinks)
              .map(kind => ({
                value: kind,
                label: kindForm(kind, role)?.label,
              }))
              .filter(
                (choice): choice is { value: EndpointKind; label: string } =>
                  choice.label !== undefined,
              )}
            value={draft.kind}
            empty="The platform offers nothing here."
            onChange={kind =>
              onChange(
                kind === undefined
                  ? undefined
                  : draftOfKind(kind as EndpointKind, role),
              )
            }
          />
          {form && draft.kind && (
            <>
              <CatalogChoice
                id={`${idPrefix}_entity`}
                label={`${form.label} in the catalog`}
                entityTypes={form.entityTypes}
                value={
                  typeof draft.entityRef === 'string'
                    ? draft.entityRef
                    : undefined
                }
                disabled={disabled}
                onPick={entity =>
                  onChange(
                    entity
                      ? endpointOfEntity(entity, draft.kind!, role)
                      : draftOfKind(draft.kind!, role),
                  )
                }
              />
              <EndpointInputs
                idPrefix={idPrefix}
                inputs={form.inputs}
                draft={draft}
                disabled={disabled}
                onAnswer={(input, value) =>
                  onChange(draftWith(draft, input, value))
                }
              />
            </>
          )}
          {rawErrors.length > 0 && (
            <FormHelperText error role="alert">
              {rawErrors.at(0)}
            </FormHelperText>
          )}
        </section>
      )}
    </StandardsFrame>
  );
}
