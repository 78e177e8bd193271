import { createFrontendModule } from '@backstage/frontend-plugin-api';

/** Form fields of the Flink templates, for the new frontend system. @alpha */
export default createFrontendModule({ pluginId: 'scaffolder', extensions: [] });
