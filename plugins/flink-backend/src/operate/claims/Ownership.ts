/** What confirms that an entity speaks for an application. */
export type ConfirmedBy =
  /** The application names the entity. */
  | 'entityRef'
  /** The application names the entity's owner. */
  | 'owner'
  /** `flink.ownership` names the entity's owner for the place where the application runs. */
  | 'configuration';

/** An entity that names an application, and whether the application confirms it. */
export interface Claim {
  readonly entityRef: string;
  /** Entity ref of the entity's owner, as the catalog said it when links were last made. */
  readonly owner?: string;
  /** Absent: nothing confirms it. */
  readonly confirmedBy?: ConfirmedBy;
  /** A sentence: what confirms it, or what is missing and how to add it. */
  readonly message: string;
}

/** Who owns an application, and how far that can be trusted. */
export interface Ownership {
  /** Entity ref that the application itself or the configuration confirms; rights follow from it alone. */
  readonly confirmedOwner?: string;
  readonly confirmedEnvironment?: string;
  /** As shown; may come from an entity that nothing confirms. */
  readonly owner?: string;
  readonly environment?: string;
  /** One for each entity, confirmed ones first. */
  readonly claims: readonly Claim[];
}
