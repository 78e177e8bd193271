import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { FIELD_NAMES, type FieldName } from './fieldNames';

/** Adds the fields to the scaffolder of an app of the new frontend system. @alpha */
export const scaffolderModuleFlink = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: FIELD_NAMES.map(name =>
    FormFieldBlueprint.make({
      name: extensionName(name),
      params: {
        // Loaded with the first form, not with the portal.
        field: async () => {
          const { FIELDS } = await import('./fields');
          return createFormField({ name, ...FIELDS[name] });
        },
      },
    }),
  ),
});

/** `FlinkJobName` as extensions are named: `flink-job-name`. */
function extensionName(name: FieldName): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLocaleLowerCase('en');
}
