import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './navigation/navigationModule';

// Plugins are discovered from this package's dependencies (`app.packages: all`).
export default createApp({ features: [navigationModule] });
