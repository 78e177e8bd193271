import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type SignInPageProps,
} from '@backstage/core-plugin-api';
import { useState } from 'react';
import { PersonaList } from './PersonaList';
import { readPersonas } from './Persona';
import { rememberedPersona, rememberPersona } from './rememberedPersona';

/** Sign in as a guest, or, where there are any, as one of the personas. */
export function PortalSignInPage(props: SignInPageProps) {
  const personas = readPersonas(useApi(configApiRef));
  const [chosen, setChosen] = useState(() => {
    const remembered = rememberedPersona();
    return personas.find(({ userEntityRef }) => userEntityRef === remembered);
  });
  if (chosen) {
    return (
      <ProxiedSignInPage
        {...props}
        provider="persona"
        headers={{ 'x-portal-persona': chosen.userEntityRef }}
        onSignInSuccess={identity =>
          props.onSignInSuccess({
            ...forwarding(identity),
            // Who signs out chooses anew.
            signOut: async () => {
              rememberPersona(undefined);
              await identity.signOut();
              window.location.reload();
            },
          })
        }
      />
    );
  }
  return (
    <>
      <SignInPage {...props} providers={['guest']} />
      {personas.length > 0 && (
        <PersonaList
          personas={personas}
          onChoose={persona => {
            rememberPersona(persona.userEntityRef);
            setChosen(persona);
          }}
        />
      )}
    </>
  );
}

type Identity = Parameters<SignInPageProps['onSignInSuccess']>[0];

/** The identity's methods live on its class; a copy of the object would lose them. */
function forwarding(identity: Identity): Identity {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: () => identity.signOut(),
  };
}
