/** What a plan needs to know beside the form and the standards. @public */
export interface PlanContext {
  /** Entity name and version of the template. */
  readonly template: { readonly name: string; readonly version: string };
  /** Where the repository can be seen; made from `repoUrl` as an https URL by default. */
  readonly repositoryUrl?: string;
  /** The kind of git host, as Backstage's integrations name it; guessed from the host by default. */
  readonly repositoryType?: string;
  /** `main` by default. */
  readonly defaultBranch?: string;
  /** Now, epoch ms; lines are refused from a day on. */
  readonly nowMs: number;
}
