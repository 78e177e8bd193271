import { FLINK_ANNOTATIONS } from './flinkAnnotations';

type KindIs = { kind: { $in: string[] } };

type AnnotationExists = {
  [path: `metadata.annotations.${string}`]: { $exists: boolean };
};

/**
 * Which entities show the card and the tab: components and resources with an annotation that can
 * name a Flink application. A predicate object, so that an app can replace it in `app.extensions`.
 */
export const flinkEntityFilter: {
  $all: Array<KindIs | { $any: AnnotationExists[] }>;
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
