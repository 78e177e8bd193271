import type { Entity } from '@backstage/catalog-model';
import type { ApplicationIdentity } from '../model/Observation';

/**
 * What an entity's annotation says about applications. A claim by whoever wrote the entity, not a
 * fact: it is matched against the portal's own inventory and never used to contact anything.
 *
 * @public
 */
export type ApplicationClaim =
  | {
      readonly kind: 'arn';
      readonly annotation: string;
      readonly value: string;
      readonly arn: string;
    }
  | {
      readonly kind: 'tags';
      readonly annotation: string;
      readonly value: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'kubernetes';
      readonly annotation: string;
      readonly value: string;
      /** A Kubernetes label selector. */
      readonly selector: string;
      readonly namespace?: string;
      readonly cluster?: string;
    };

/** An annotation that is there and cannot be understood. @public */
export interface InvalidClaim {
  readonly annotation: string;
  readonly value: string;
  /** What is wrong and how it should look. */
  readonly reason: string;
}

/** Reads an entity's annotations. @public */
export function claimsOf(_entity: Entity): {
  claims: ApplicationClaim[];
  invalid: InvalidClaim[];
} {
  throw new Error('being written');
}

/** Whether an application is one the claim names. @public */
export function claimMatches(
  _claim: ApplicationClaim,
  _application: ApplicationIdentity,
): boolean {
  throw new Error('being written');
}
