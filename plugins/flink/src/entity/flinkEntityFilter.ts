import { FLINK_ANNOTATIONS } from './flinkAnnotations';

/**
 * Which entities show the card and the tab: components and resources with an annotation that can
 * name a Flink application. A predicate object, so that an app can replace it in `app.extensions`.
 */
export const flinkEntityFilter = {
  $all: [
    { kind: { $in: ['component', 'resource'] } },
    {
      $any: FLINK_ANNOTATIONS.map(annotation => ({
        [`metadata.annotations.${annotation}`]: { $exists: true as const },
      })),
    },
  ],
};
