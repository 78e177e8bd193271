import { integrations } from '../__testUtils__/examplePlatform';
import { repositoryAt } from './repositoryAt';

describe('repositoryAt', () => {
  it.each([
    [
      'http://git.example.com:3000/flink/orders.git',
      { host: 'git.example.com', owner: 'flink', name: 'orders' },
    ],
    [
      'https://github.com/flink/orders',
      { host: 'github.com', owner: 'flink', name: 'orders' },
    ],
    [
      'https://gitlab.com/data/flink/orders.git',
      { host: 'gitlab.com', owner: 'data/flink', name: 'orders' },
    ],
  ])('takes %s apart', (url, expected) => {
    expect(repositoryAt(url, integrations)).toEqual(expected);
  });

  it('refuses a URL without an owner', () => {
    expect(() =>
      repositoryAt('https://github.com/orders', integrations),
    ).toThrow('does not name an owner and a repository');
  });
});
