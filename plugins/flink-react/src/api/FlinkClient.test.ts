import { FlinkClient } from './FlinkClient';

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

function clientAnswering(answer: () => Response) {
  const fetch = jest.fn(async (_url: RequestInfo | URL) => answer());
  const client = new FlinkClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

describe('FlinkClient', () => {
  it('percent-encodes an id with slashes', async () => {
    const { client, fetch } = clientAnswering(() => json(200, { id: 'x' }));
    await client.getApplication('managed:111122223333/us-east-1/orders');
    expect(fetch.mock.calls[0][0]).toBe(
      'http://portal/api/flink/applications/managed%3A111122223333%2Fus-east-1%2Forders',
    );
  });

  it('repeats filters with several values', async () => {
    const { client, fetch } = clientAnswering(() => json(200, {}));
    await client.listApplications({
      verdict: ['Unhealthy', 'Unknown'],
      q: 'orders & co',
      limit: 25,
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://portal/api/flink/applications?verdict=Unhealthy&verdict=Unknown&q=orders%20%26%20co&limit=25',
    );
  });

  it('throws the answer of the backend when it is an error', async () => {
    const { client } = clientAnswering(() =>
      json(403, {
        error: { name: 'NotAllowedError', message: 'not for you' },
        response: { statusCode: 403 },
      }),
    );
    await expect(client.listSources()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      body: { error: { message: 'not for you' } },
    });
  });
});
