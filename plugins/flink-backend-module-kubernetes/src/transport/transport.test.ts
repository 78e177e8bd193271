import { PortalDouble } from '../__testUtils__/PortalDouble';
import { transportTo } from '../__testUtils__/transport';
import { KubernetesRequestError, type KubernetesTransport } from '.';

const PATH = '/apis/flink.apache.org/v1beta1/flinkdeployments';
const NEVER = new AbortController().signal;

describe('the way to the clusters', () => {
  const portal = new PortalDouble();
  let transport: KubernetesTransport;

  beforeAll(async () => {
    transport = transportTo(await portal.start());
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    portal.requests.length = 0;
    portal.answers.clear();
    portal.silent.clear();
    portal.objects.set('flinkdeployments', []);
  });

  const list = (signal = NEVER, timeoutMs = 2_000) =>
    transport.getJson({
      cluster: 'eks-prod',
      path: `${PATH}?limit=500`,
      subject: {
        verb: 'list',
        resource: 'flinkdeployments.flink.apache.org',
        namespace: 'payments',
      },
      signal,
      timeoutMs,
    });
  const failure = async (status: number, body: unknown) => {
    portal.answers.set(`/proxy${PATH}`, { status, body });
    const error = await list().catch(thrown => thrown);
    expect(error).toBeInstanceOf(KubernetesRequestError);
    return error as KubernetesRequestError;
  };

  it('goes through the portal in the Flink backend’s own name', async () => {
    await list();

    expect(portal.requests[0]).toMatchObject({ path: `/proxy${PATH}` });
    expect(portal.requests[0].headers).toMatchObject({
      'backstage-kubernetes-cluster': 'eks-prod',
      authorization: expect.stringMatching(/^Bearer mock-service-token/),
    });
    expect(portal.requests[0].headers.authorization).toContain('kubernetes');
  });

  it('asks for watches without compression, which would hold events back', async () => {
    const lines = transport.streamLines({
      cluster: 'eks-prod',
      path: `${PATH}?watch=true`,
      subject: { verb: 'watch', resource: 'flinkdeployments' },
      signal: NEVER,
    });
    const first = lines[Symbol.asyncIterator]().next();
    const pushed = setInterval(
      () => portal.push('flinkdeployments', 'BOOKMARK', {}),
      1,
    );

    expect(await first).toEqual({
      done: false,
      value: '{"type":"BOOKMARK","object":{}}',
    });
    clearInterval(pushed);
    expect(portal.requests[0].headers['accept-encoding']).toBe('identity');
  });

  it('names the verb and the resource that RBAC lacks', async () => {
    const error = await failure(403, {
      kind: 'Status',
      reason: 'Forbidden',
      message: 'User "portal" cannot list resource "flinkdeployments"',
      code: 403,
    });

    expect(error.reason).toBe('denied');
    expect(error.message).toContain('list flinkdeployments.flink.apache.org');
    expect(error.message).toContain('in namespace "payments"');
    expect(error.message).toContain('Grant the verb "list"');
  });

  it('keeps a refusal of the portal apart from one of the cluster', async () => {
    const error = await failure(403, {
      error: { name: 'NotAllowedError', message: 'Unauthorized' },
    });

    expect(error.reason).toBe('denied');
    expect(error.message).toContain('kubernetes.proxy');
  });

  it.each([
    [401, { kind: 'Status', message: 'Unauthorized' }, 'denied'],
    [404, '404 page not found\n', 'notInstalled'],
    [
      404,
      {
        kind: 'Status',
        message: 'the server could not find the requested resource',
      },
      'notInstalled',
    ],
    [
      404,
      {
        kind: 'Status',
        message: 'services "a-rest" not found',
        details: { name: 'a-rest' },
      },
      'notFound',
    ],
    [404, '<html>nginx</html>', 'failed'],
    [
      404,
      { error: { name: 'NotFoundError', message: "Cluster 'x' not found" } },
      'unreachable',
    ],
    [410, { kind: 'Status', message: 'too old resource version' }, 'expired'],
    [429, { kind: 'Status', message: 'too many requests' }, 'throttled'],
    [
      500,
      { error: { name: 'ForwardedError', message: 'ECONNREFUSED' } },
      'unreachable',
    ],
    [503, 'no endpoints available', 'unreachable'],
    [504, 'gateway timeout', 'timeout'],
    [400, { kind: 'Status', message: 'field label not supported' }, 'failed'],
  ])('reads %s %j as %s', async (status, body, expected) => {
    expect((await failure(status, body)).failure).toBe(expected);
  });

  it('gives up on a cluster that does not answer', async () => {
    portal.silent.add('flinkdeployments');

    await expect(list(NEVER, 30)).rejects.toMatchObject({
      failure: 'timeout',
      message: expect.stringContaining('did not answer in time'),
    });
  });

  it('ends with the signal’s own reason when it is told to', async () => {
    portal.silent.add('flinkdeployments');
    const stop = new AbortController();
    const listing = list(stop.signal);
    stop.abort(new Error('the portal shuts down'));

    await expect(listing).rejects.toThrow('the portal shuts down');
  });

  it('says so when nothing listens at the other end', async () => {
    const nowhere = transportTo('http://127.0.0.1:1/api/kubernetes');

    await expect(nowhere.clusters(NEVER)).rejects.toMatchObject({
      failure: 'unreachable',
    });
  });

  it('names the missing Kubernetes backend when there is none', async () => {
    portal.answers.set('/clusters', { status: 404, body: '{}' });

    await expect(transport.clusters(NEVER)).rejects.toMatchObject({
      failure: 'unreachable',
      message: expect.stringContaining('flink.kubernetes.enabled'),
    });
  });
});
