import { planNewJob } from '@flink-portal/backstage-plugin-flink-common';
import { exampleForm, standards } from '../planExample';

const filesUrl = (repositoryType?: string, host = 'git.example.com') =>
  planNewJob(
    {
      ...exampleForm('managed-java'),
      repoUrl: `${host}?owner=flink&repo=orders`,
    },
    standards,
    { template: { name: 't', version: '1.0.0' }, nowMs: 0, repositoryType },
  ).plan?.repository.filesUrl;

test.each([
  ['github', 'https://git.example.com/flink/orders/blob/main'],
  ['gitlab', 'https://git.example.com/flink/orders/-/blob/main'],
  ['gitea', 'https://git.example.com/flink/orders/src/branch/main'],
  ['bitbucketCloud', 'https://git.example.com/flink/orders/src/main'],
  ['bitbucketServer', 'https://git.example.com/flink/orders/browse'],
  ['azure', 'https://git.example.com/flink/orders?path='],
])('%s shows files at %s', (type, url) => {
  expect(filesUrl(type)).toBe(url);
});

test('the host says of what kind it is when nobody else does', () => {
  expect(filesUrl(undefined, 'gitlab.example.com')).toBe(
    'https://gitlab.example.com/flink/orders/-/blob/main',
  );
  expect(filesUrl()).toBe('https://git.example.com/flink/orders/blob/main');
});
