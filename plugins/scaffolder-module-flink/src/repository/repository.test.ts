import { repositoryHosts } from './repositoryHosts';
import { validateRepository } from './validateRepository';

function problemsOf(repoUrl: string | undefined) {
  const addError = jest.fn();
  validateRepository(repoUrl as string, { addError } as never, {} as never);
  return addError.mock.calls.map(([text]) => text);
}

describe('the repository of a job', () => {
  it('may be on every host that templates publish to, a company’s own first', () => {
    expect(
      repositoryHosts([
        { type: 'github', title: 'github.com' },
        { type: 'awsS3', title: 'amazonaws.com' },
        { type: 'gitlab', title: 'gitlab.com' },
        { type: 'gitea', title: 'git.example.com' },
      ]),
    ).toEqual(['git.example.com', 'github.com', 'gitlab.com']);
  });

  it.each([
    [
      undefined,
      [
        'Choose the host.',
        'Say who owns the repository.',
        'Name the repository.',
      ],
    ],
    ['git.example.com?repo=orders', ['Say who owns the repository.']],
    ['git.example.com?owner=flink', ['Name the repository.']],
    ['git.example.com?owner=flink&repo=orders', []],
    ['dev.azure.com?organization=a&project=b&repo=orders', []],
  ])('is named whole: %s', (repoUrl, problems) => {
    expect(problemsOf(repoUrl)).toEqual(problems);
  });
});
