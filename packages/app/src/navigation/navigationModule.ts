import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { navigationContent } from './navigationContent';

export const navigationModule = createFrontendModule({
  pluginId: 'app',
  extensions: [navigationContent],
});
