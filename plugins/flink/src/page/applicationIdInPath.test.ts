import { applicationIdInPath } from './applicationIdInPath';

describe('the application id in a path', () => {
  it.each([
    'managed:111122223333/us-east-1/orders-enrich',
    'kubernetes:eks%2Fprod/payments/orders',
    'standalone:onprem/nightly%20job',
  ])('%s survives', id => {
    expect(
      applicationIdInPath(`/flink/applications/${encodeURIComponent(id)}`),
    ).toBe(id);
  });

  it.each(['/flink/applications/', '/flink', '/flink/applications/%E0%A4%A'])(
    'is not in %s',
    path => {
      expect(applicationIdInPath(path)).toBeUndefined();
    },
  );
});
