import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readManagedConfig } from './readManagedConfig';

const ACCOUNT = { accountId: '111122223333', regions: ['eu-west-1'] };
const readAws = (aws: JsonObject) =>
  readManagedConfig(new ConfigReader({ flink: { aws } }));

describe('readManagedConfig', () => {
  it('scans nothing by default', () => {
    expect(readManagedConfig(new ConfigReader({}))).toEqual({
      scope: [],
      endpoints: {},
      pollIntervalMs: 60_000,
      metrics: {
        enabled: true,
        steadyCadenceMs: 300_000,
        closeCadenceMs: 60_000,
      },
      pricing: {
        everywhere: { kpuHourUsd: 0.11, storageGbMonthUsd: 0.1 },
        regions: {},
        configured: false,
      },
      redaction: { properties: 'secrets', extraKeys: [] },
    });
  });

  it('lets a region have its own price, and the rest of it from everywhere', () => {
    expect(
      readAws({
        pricing: {
          kpuHourUsd: 0.1,
          regions: { 'eu-west-1': { storageGbMonthUsd: 0.2 } },
        },
      }).pricing,
    ).toEqual({
      everywhere: { kpuHourUsd: 0.1, storageGbMonthUsd: 0.1 },
      regions: { 'eu-west-1': { kpuHourUsd: 0.1, storageGbMonthUsd: 0.2 } },
      configured: true,
    });
  });

  it('marks the regions of an account that is only to be read', () => {
    const [region] = readAws({
      accounts: [{ ...ACCOUNT, lifecycle: false }],
    }).scope;
    expect(region.lifecycle).toBe(false);
  });

  it('makes one source of every region of every account', () => {
    expect(
      readAws({
        accounts: [
          { ...ACCOUNT, name: 'payments', regions: ['eu-west-1', 'us-east-1'] },
          { accountId: '444455556666', regions: ['us-gov-west-1'] },
        ],
      }).scope,
    ).toEqual([
      {
        sourceId: 'managed:111122223333/eu-west-1',
        accountId: '111122223333',
        region: 'eu-west-1',
        accountName: 'payments',
      },
      {
        sourceId: 'managed:111122223333/us-east-1',
        accountId: '111122223333',
        region: 'us-east-1',
        accountName: 'payments',
      },
      {
        sourceId: 'managed:444455556666/us-gov-west-1',
        accountId: '444455556666',
        region: 'us-gov-west-1',
      },
    ]);
  });

  it('reads durations in words and in parts', () => {
    const { metrics, pollIntervalMs } = readAws({
      pollInterval: '30s',
      metrics: { steadyCadence: { minutes: 10 }, closeCadence: '2m' },
    });
    expect(pollIntervalMs).toBe(30_000);
    expect(metrics).toMatchObject({
      steadyCadenceMs: 600_000,
      closeCadenceMs: 120_000,
    });
  });

  it.each<{ aws: JsonObject; message: string }>([
    {
      aws: { accounts: [{ accountId: 4711, regions: ['eu-west-1'] }] },
      message:
        'flink.aws.accounts[0].accountId is "4711"; it must be twelve digits in quotes',
    },
    {
      aws: { accounts: [{ accountId: '111122223333' }] },
      message: 'flink.aws.accounts[0].regions is empty',
    },
    {
      aws: { accounts: [{ ...ACCOUNT, regions: ['Ireland'] }] },
      message: 'flink.aws.accounts[0].regions holds "Ireland"',
    },
    {
      aws: { accounts: [ACCOUNT, ACCOUNT] },
      message:
        'flink.aws.accounts names account 111122223333 with region eu-west-1 twice',
    },
    {
      aws: { endpoints: { cloudWatch: 'monitoring.local' } },
      message: 'flink.aws.endpoints.cloudWatch is "monitoring.local"',
    },
    {
      aws: { pollInterval: 'often' },
      message: 'flink.aws.pollInterval is not a duration',
    },
    {
      aws: { metrics: { steadyCadence: { minutes: 0 } } },
      message: 'flink.aws.metrics.steadyCadence must be longer than zero',
    },
    {
      aws: { metrics: { monthlyBudgetUsd: -1 } },
      message: 'flink.aws.metrics.monthlyBudgetUsd is -1',
    },
    {
      aws: { pricing: { regions: { 'eu-west-1': { kpuHourUsd: -1 } } } },
      message: 'flink.aws.pricing.regions.eu-west-1.kpuHourUsd is -1',
    },
    {
      aws: { redaction: { properties: 'some' } },
      message:
        'flink.aws.redaction.properties is "some"; it must be one of secrets, all, none',
    },
  ])('says: $message', ({ aws, message }) => {
    expect(() => readAws(aws)).toThrow(message);
  });
});
