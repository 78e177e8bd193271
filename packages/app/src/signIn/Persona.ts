import type { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody that anybody may sign in as, to try what they may do. */
export interface Persona {
  readonly userEntityRef: string;
  readonly title: string;
  readonly description?: string;
}

/** The people the configuration names; none anywhere but in development. */
export function readPersonas(config: ConfigApi): Persona[] {
  return (
    config.getOptionalConfigArray('auth.providers.persona.people') ?? []
  ).map(person => ({
    userEntityRef: person.getString('userEntityRef'),
    title: person.getString('title'),
    description: person.getOptionalString('description'),
  }));
}
