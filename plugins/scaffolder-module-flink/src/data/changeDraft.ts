import {
  kindForm,
  type EndpointDraft,
  type EndpointInput,
  type EndpointKind,
  type EndpointRole,
} from './endpointKinds';

/** A draft of another kind. Nothing of the kind before stays: a hidden answer must not count. */
export function draftOfKind(
  kind: EndpointKind,
  role: EndpointRole,
): EndpointDraft {
  const inputs = kindForm(kind, role)?.inputs ?? [];
  return {
    kind,
    ...Object.fromEntries(
      inputs
        .filter(({ type }) => type !== 'text')
        .map(input => [input.name, firstValueOf(input)]),
    ),
  };
}

/** A draft with one answer more, or one less when it is empty. An answer by hand is no picked entity any more. */
export function draftWith(
  draft: EndpointDraft,
  input: string,
  value: string | boolean,
): EndpointDraft {
  const { [input]: _before, entityRef: _picked, ...rest } = draft;
  const keepsEntity = typeof value === 'boolean' && draft.entityRef;
  return {
    ...rest,
    ...(value === '' ? {} : { [input]: value }),
    ...(keepsEntity ? { entityRef: draft.entityRef } : {}),
  } as EndpointDraft;
}

function firstValueOf(input: EndpointInput): string | boolean {
  return input.type === 'switch' ? false : input.choices?.[0] ?? '';
}
