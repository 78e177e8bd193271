import { startSilentApi } from './silent-api';

it('accepts a connection and never answers', async () => {
  const silent = await startSilentApi({ port: 0 });
  const answer = fetch(silent.url, { signal: AbortSignal.timeout(300) });
  await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
  await silent.close();
});
