import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './navigation/navigationModule';
import { signInModule } from './signIn/signInModule';

// Plugins are discovered from this package's dependencies (`app.packages: all`).
export default createApp({ features: [navigationModule, signInModule] });
