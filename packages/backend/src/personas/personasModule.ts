import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** By which the sign-in page says as whom somebody signs in. */
const PERSONA_HEADER = 'x-portal-persona';

const personaAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: ({ config }) =>
    config
      .getConfigArray('people')
      .map(person => person.getString('userEntityRef')),
  async authenticate({ req }, userEntityRefs) {
    const persona = req.header(PERSONA_HEADER);
    if (!persona) {
      throw new InputError(`The header ${PERSONA_HEADER} names nobody`);
    }
    if (!userEntityRefs.includes(persona)) {
      throw new NotAllowedError(`${persona} is not one of the personas`);
    }
    return { result: { userEntityRef: persona } };
  },
});

/**
 * Signs in as one of several people without a password, to try what each of them may do. Exists in
 * development only, and only where `auth.providers.persona` names them.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ providers, config, logger }) {
        if (!config.has('auth.providers.persona')) {
          return;
        }
        if (process.env.NODE_ENV !== 'development') {
          logger.warn(
            'auth.providers.persona is ignored: it lets anybody sign in as anybody, and this is no development environment',
          );
          return;
        }
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator,
            signInResolver: async ({ result: { userEntityRef } }, context) =>
              context.signInWithCatalogUser({ entityRef: userEntityRef }),
          }),
        });
      },
    });
  },
});
