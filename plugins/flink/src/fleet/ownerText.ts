import { parseEntityRef } from '@backstage/catalog-model';

/** An owner as people call it: `group:default/payments` is "payments". */
export function ownerText(owner: string): string {
  if (!/^(group|user):/i.test(owner)) {
    return owner;
  }
  const { namespace, name } = parseEntityRef(owner);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
