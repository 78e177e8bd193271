import {
  HIDDEN,
  redactSecrets,
} from '@flink-portal/backstage-plugin-flink-common';
import fc from 'fast-check';
import { redactProperties } from './redactProperties';

const SECRETS = { properties: 'secrets', extraKeys: [] } as const;

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const textOf = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(...alphabet),
    minLength,
    maxLength,
  });

/** Keys as teams write them: any case, separators and surroundings. */
const secretKey = fc
  .tuple(
    textOf(lower, 0, 6),
    fc.constantFrom('.', '-', '_', ''),
    fc.constantFrom(
      'password',
      'Passwd',
      'passphrase',
      'SECRET',
      'clientSecret',
      'token',
      'api-key',
      'apiKey',
      'API_KEY',
      'access.key',
      'private_key',
      'credentials',
      'sasl.jaas.config',
      'connection-string',
      'ssl.keystore.password',
    ),
  )
  .map(([prefix, separator, word]) => `${prefix}${separator}${word}`);

/** Secrets that have a shape of their own, under a key that says nothing. */
const shapedSecret = fc.oneof(
  textOf(upper + digits, 16, 16).map(rest => `AKIA${rest}`),
  fc
    .tuple(
      textOf(lower + upper + digits, 20, 40),
      textOf(lower + upper + digits, 20, 40),
    )
    .map(([payload, signature]) => `eyJhbGciOi.${payload}.${signature}`),
  textOf(lower + upper + digits, 30, 40).map(rest => `ghp_${rest}`),
  textOf(lower + digits, 6, 20).map(
    password => `postgres://app:${password}@db.internal:5432/orders`,
  ),
  textOf(lower + upper + digits, 12, 30).map(token => `Bearer ${token}`),
  textOf(lower + upper + digits, 10, 40).map(
    body =>
      `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`,
  ),
  textOf(lower + digits, 6, 20).map(
    password =>
      `org.apache.kafka.common.security.scram.ScramLoginModule required username="app" password="${password}";`,
  ),
);

const groupsWith = (key: string, value: string) => [
  { group: 'Config', entries: { 'job.name': 'orders', [key]: value } },
];

describe('redactProperties', () => {
  it('hides every value under a key that says secret', () => {
    fc.assert(
      fc.property(secretKey, textOf(lower + digits, 6, 30), (key, secret) => {
        const shown = redactProperties(groupsWith(key, `x${secret}`), SECRETS);
        expect(shown[0].entries[key]).toBe(HIDDEN);
        expect(shown[0].entries['job.name']).toBe('orders');
      }),
    );
  });

  it('hides every value that looks like a secret, whatever its key', () => {
    fc.assert(
      fc.property(textOf('ghjkmn', 1, 8), shapedSecret, (key, secret) => {
        const shown = redactProperties(groupsWith(key, secret), SECRETS);
        expect(shown[0].entries[key]).toBe(HIDDEN);
      }),
    );
  });

  it('hides a random word under a key that says nothing', () => {
    const shown = redactProperties(
      groupsWith('setting', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
      SECRETS,
    );
    expect(shown[0].entries.setting).toBe(HIDDEN);
  });

  it.each([
    ['stream.arn', 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders'],
    ['bucket', 's3://acme-lake/orders/2026/'],
    ['bootstrap.servers', 'b-1.msk.eu-west-1.amazonaws.com:9098'],
    ['group.id', 'orders-enrichment-v2'],
    ['main', 'com.acme.flink.orders.OrdersEnrichmentJobV2'],
    ['flink.stream.initpos', 'LATEST'],
    ['partition.discovery.interval.ms', '10000'],
  ])('shows %s', (key, value) => {
    expect(redactProperties(groupsWith(key, value), SECRETS)).toEqual(
      groupsWith(key, value),
    );
  });

  it('hides every value when told so, and keeps the keys', () => {
    expect(
      redactProperties(groupsWith('region', 'eu-west-1'), {
        properties: 'all',
        extraKeys: [],
      }),
    ).toEqual([
      { group: 'Config', entries: { 'job.name': HIDDEN, region: HIDDEN } },
    ]);
  });

  it('hides extra keys, whatever their case and separators', () => {
    const shown = redactProperties(groupsWith('Merchant-Id', '4711'), {
      properties: 'secrets',
      extraKeys: ['merchant.id'],
    });
    expect(shown[0].entries['Merchant-Id']).toBe(HIDDEN);
  });

  it('shows everything but extra keys when told to hide nothing', () => {
    const shown = redactProperties(
      [{ group: 'Config', entries: { password: 'open', pin: '1234' } }],
      { properties: 'none', extraKeys: ['PIN'] },
    );
    expect(shown[0].entries).toEqual({ password: 'open', pin: HIDDEN });
  });
});

describe('redactSecrets', () => {
  it('removes planted secrets from a sentence and keeps the sentence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('password', 'api_key', 'client.secret', 'token'),
        fc.constantFrom('=', ': ', '":"'),
        textOf(lower + digits, 6, 30),
        (key, sign, secret) => {
          const planted = `Z${secret}Z`;
          const shown = redactSecrets(
            `Cannot connect to orders-db with ${key}${sign}${planted} after 3 tries`,
          );
          expect(shown).not.toContain(planted);
          expect(shown).toContain('Cannot connect to orders-db');
        },
      ),
    );
  });

  it('leaves the words of the service as they are', () => {
    const text =
      'Flink job did not start within a total timeout of 5 minutes for application: orders under account: 123456789012';
    expect(redactSecrets(text)).toBe(text);
  });
});
