// For this tab only: two tabs may be two people.
const KEY = 'portal-persona';

/** Whom somebody signed in as in this tab. */
export function rememberedPersona(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Remembers, or forgets, whom somebody signs in as in this tab. */
export function rememberPersona(userEntityRef: string | undefined): void {
  if (userEntityRef === undefined) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, userEntityRef);
  }
}
