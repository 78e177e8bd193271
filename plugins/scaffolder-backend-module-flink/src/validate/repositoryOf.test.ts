import { integrations } from '../__testUtils__/examplePlatform';
import { repositoryOf } from './repositoryOf';

describe('repositoryOf', () => {
  it.each([
    [
      'gitea',
      'git.example.com?owner=flink&repo=orders',
      'http://git.example.com:3000/flink/orders',
    ],
    [
      'github',
      'github.com?owner=flink&repo=orders',
      'https://github.com/flink/orders',
    ],
    [
      'gitlab',
      'gitlab.example.com?owner=data/flink&repo=orders',
      'https://gitlab.example.com/git/data/flink/orders',
    ],
    [
      'bitbucketCloud',
      'bitbucket.org?workspace=data&project=FLINK&repo=orders',
      'https://bitbucket.org/data/orders',
    ],
    [
      'bitbucketServer',
      'bitbucket.example.com?project=FLINK&repo=orders',
      'https://bitbucket.example.com/projects/FLINK/repos/orders',
    ],
    [
      'azure',
      'dev.azure.com?organization=data&project=flink&repo=orders',
      'https://dev.azure.com/data/flink/_git/orders',
    ],
  ])('finds a repository on %s', (type, repoUrl, url) => {
    expect(repositoryOf(repoUrl, integrations)).toEqual({ type, url });
  });

  it('refuses a host that no integration names', () => {
    expect(() =>
      repositoryOf('git.elsewhere.com?owner=a&repo=b', integrations),
    ).toThrow('git.elsewhere.com');
  });

  it('refuses what names no repository', () => {
    expect(() => repositoryOf('git.example.com', integrations)).toThrow(/repo/);
  });
});
