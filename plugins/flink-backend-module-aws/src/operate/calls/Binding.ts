/** What a call is bound to. */
export interface Binding {
  readonly versionId: number;
  /** AWS recommends it over the version; older answers lack it. */
  readonly conditionalToken?: string;
  /** The name a new snapshot gets. */
  readonly newSnapshotName: string;
}
