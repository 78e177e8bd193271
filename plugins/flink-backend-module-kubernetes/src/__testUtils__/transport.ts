import { mockServices } from '@backstage/backend-test-utils';
import { PortalKubernetesTransport } from '../transport';

/** The real transport, pointed at a test's server. */
export function transportTo(baseUrl: string): PortalKubernetesTransport {
  return new PortalKubernetesTransport({
    auth: mockServices.auth({ pluginId: 'flink' }),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async () => baseUrl,
    }),
  });
}
