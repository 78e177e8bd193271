import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { asHttpError } from './asHttpError';

describe('a runtime’s failure, as the API tells it', () => {
  it.each([
    ['conflict', 'ConflictError'],
    ['refused', 'InputError'],
    ['notFound', 'NotFoundError'],
    ['denied', 'ServiceUnavailableError'],
    ['unsure', 'ServiceUnavailableError'],
  ] as const)('%s is a %s', (reason, name) => {
    expect(asHttpError(new FlinkActionError(reason, 'Why.'))).toMatchObject({
      name,
    });
  });

  it('says its sentence once, and keeps the failure behind it', () => {
    const failure = new FlinkActionError('conflict', 'It is somebody else’s.');

    expect(asHttpError(failure)).toMatchObject({
      message: 'It is somebody else’s.',
      cause: failure,
    });
  });

  it('leaves other errors as they are', () => {
    const error = new Error('a mistake of ours');

    expect(asHttpError(error)).toBe(error);
  });
});
