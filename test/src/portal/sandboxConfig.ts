import type { JsonObject } from '@backstage/types';
import type { Sandbox } from '@flink-portal/sandbox';

const accounts = ['111122223333', '444455556666', '777788889999'];

/** What app-config.sandbox.yaml says, for a sandbox on any ports. */
export function sandboxConfig({ ports }: Sandbox): JsonObject {
  const cluster = (name: string, port: number) => ({
    name,
    url: `http://127.0.0.1:${port}`,
    authProvider: 'serviceAccount',
    serviceAccountToken: 'sandbox-token',
    skipMetricsLookup: true,
  });
  return {
    aws: {
      accounts: accounts.map(accountId => ({
        accountId,
        accessKeyId: `AKIASANDBOX${accountId}`,
        secretAccessKey: 'sandbox',
      })),
    },
    flink: {
      schedule: { initialDelay: { milliseconds: 100 } },
      aws: {
        accounts: [
          { accountId: accounts[0], regions: ['us-east-1', 'eu-west-1'] },
          { accountId: accounts[1], regions: ['us-east-1'] },
          { accountId: accounts[2], regions: ['us-east-1'] },
        ],
        endpoints: {
          kinesisAnalytics: `http://127.0.0.1:${ports.aws}`,
          cloudWatch: `http://127.0.0.1:${ports.aws}`,
        },
      },
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            cluster('eks-prod-eu', ports.eksProdEu),
            cluster('eks-staging-us', ports.eksStagingUs),
            cluster('eks-edge-ap', ports.eksEdgeAp),
          ],
        },
      ],
    },
  };
}
