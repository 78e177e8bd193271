import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** As whom the reader owns things: their own ref and those of their groups. `undefined` while asked. */
export function useOwnRefs(isWanted: boolean): {
  refs: readonly string[] | undefined;
  error: Error | undefined;
} {
  const identityApi = useApi(identityApiRef);
  const [refs, setRefs] = useState<readonly string[]>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    let isCurrent = true;
    if (isWanted) {
      identityApi.getBackstageIdentity().then(
        identity => isCurrent && setRefs(identity.ownershipEntityRefs),
        (cause: Error) => isCurrent && setError(cause),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [identityApi, isWanted]);
  return { refs, error };
}
