import { FLINK_ANNOTATIONS } from './flinkAnnotations';

type Condition = Record<string, { $exists: boolean } | { $in: string[] }>;

/**
 * Which entities show the card and the tab: components and resources with an annotation that can
 * name a Flink application. A predicate object, so that an app can replace it in `app.extensions`.
 */
export const flinkEntityFilter: {
  $all: Array<Condition | { $any: Condition[] }>;
} = {
  $all: [
    { kind: { $in: ['component', 'resource'] } },
    {
      $any: FLINK_ANNOTATIONS.map(annotation => ({
        [`metadata.annotations.${annotation}`]: { $exists: true },
      })),
    },
  ],
};
