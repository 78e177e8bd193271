import type { Runtime } from '@flink-portal/backstage-plugin-flink-common';

/** What somebody who may change the application adds to it so that it confirms an entity. */
export interface ConfirmingText {
  /** `tag` or `annotation`. */
  readonly word: string;
  readonly text: string;
}

const NAME = 'backstage.io/entity-ref';

/** The line to add, in the form of the runtime. */
export function confirmingText(
  runtime: Runtime,
  entityRef: string,
): ConfirmingText {
  switch (runtime) {
    case 'managed':
      return { word: 'tag', text: `${NAME}=${entityRef}` };
    case 'kubernetes':
      return { word: 'annotation', text: `${NAME}: ${entityRef}` };
    default:
      return { word: 'label', text: `${NAME}=${entityRef}` };
  }
}
