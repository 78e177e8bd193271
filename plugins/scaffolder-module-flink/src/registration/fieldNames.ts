/** The names that templates give as `ui:field`. */
export const FIELD_NAMES = [
  'FlinkJobName',
  'FlinkEnvironments',
  'FlinkRegion',
  'FlinkNamespace',
  'FlinkVersion',
  'FlinkDataSource',
  'FlinkDataSink',
  'FlinkSize',
  'FlinkRepository',
  'FlinkApplicationPicker',
] as const;

/** @see FIELD_NAMES */
export type FieldName = (typeof FIELD_NAMES)[number];
