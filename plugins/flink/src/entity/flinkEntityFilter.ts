import {
  ANNOTATION_AWS_RESOURCE_TYPE,
  ANNOTATION_FLINK_APPLICATION_ID,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
  RESOURCE_TYPE_MANAGED_FLINK,
} from '@flink-portal/backstage-plugin-flink-common';

type KindIs = { kind: { $in: string[] } };

type AnnotationIs = {
  [path: `metadata.annotations.${string}`]: { $exists: boolean } | string;
};

/** Annotations of which each alone can name a Flink application. */
const NAMING_ANNOTATIONS = [
  ANNOTATION_FLINK_APPLICATION_ID,
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
];

/**
 * Which entities show the card and the tab: components and resources with an annotation that can
 * name a Flink application. A predicate object, so that an app can replace it in `app.extensions`.
 */
export const flinkEntityFilter: {
  $all: Array<KindIs | { $any: AnnotationIs[] }>;
} = {
  $all: [
    { kind: { $in: ['component', 'resource'] } },
    {
      $any: [
        ...NAMING_ANNOTATIONS.map(
          (annotation): AnnotationIs => ({
            [`metadata.annotations.${annotation}`]: { $exists: true },
          }),
        ),
        {
          [`metadata.annotations.${ANNOTATION_AWS_RESOURCE_TYPE}`]:
            RESOURCE_TYPE_MANAGED_FLINK,
        },
      ],
    },
  ],
};
