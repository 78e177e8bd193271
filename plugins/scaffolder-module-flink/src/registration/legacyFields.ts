import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { FIELDS } from './fields';

/** The job's name, checked against the applications that run. @public */
export const FlinkJobNameFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkJobName',
    ...FIELDS.FlinkJobName,
  }),
);

/** Environments of the standards. @public */
export const FlinkEnvironmentsFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkEnvironments',
    ...FIELDS.FlinkEnvironments,
  }),
);

/** Regions that all chosen environments have. @public */
export const FlinkRegionFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkRegion',
    ...FIELDS.FlinkRegion,
  }),
);

/** Namespaces that all chosen environments have. @public */
export const FlinkNamespaceFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkNamespace',
    ...FIELDS.FlinkNamespace,
  }),
);

/** Lines of Flink that the platform offers. @public */
export const FlinkVersionFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkVersion',
    ...FIELDS.FlinkVersion,
  }),
);

/** Where a job reads from. @public */
export const FlinkDataSourceFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkDataSource',
    ...FIELDS.FlinkDataSource,
  }),
);

/** Where a job writes to. @public */
export const FlinkDataSinkFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkDataSink',
    ...FIELDS.FlinkDataSink,
  }),
);

/** Load, size and cost on both runtimes. @public */
export const FlinkSizeFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({ name: 'FlinkSize', ...FIELDS.FlinkSize }),
);

/** Where the code lives, on any git host of the portal. @public */
export const FlinkRepositoryFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkRepository',
    ...FIELDS.FlinkRepository,
  }),
);

/** An application that already runs. @public */
export const FlinkApplicationPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FlinkApplicationPicker',
    ...FIELDS.FlinkApplicationPicker,
  }),
);
