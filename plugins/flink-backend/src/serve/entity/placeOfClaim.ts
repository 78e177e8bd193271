import {
  parseApplicationId,
  type ApplicationClaim,
} from '@flink-portal/backstage-plugin-flink-common';

/** Where an application that a claim names would be. */
export interface ClaimedPlace {
  readonly sourceId: string;
  readonly name: string;
}

/** The place of a claim that names one application; undefined for one that describes several, wherever they are. */
export function placeOfClaim(
  claim: ApplicationClaim,
): ClaimedPlace | undefined {
  if (claim.kind === 'arn') {
    const [, , , region, accountId, resource] = claim.arn.split(':');
    return {
      sourceId: `managed:${accountId}/${region}`,
      name: resource.replace(/^application\//, ''),
    };
  }
  if (claim.kind !== 'id') {
    return undefined;
  }
  const id = parseApplicationId(claim.id);
  switch (id.runtime) {
    case 'managed':
      return {
        sourceId: `managed:${id.accountId}/${id.region}`,
        name: id.name,
      };
    case 'kubernetes':
      return { sourceId: `kubernetes:${id.cluster}`, name: id.name };
    default:
      return undefined;
  }
}
