import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  startHost,
  type Answer,
  type Host,
} from '../../__testUtils__/startHost';
import { statusSourceOf } from './statusSourceOf';

const MINUTES = [1, 2, 3].map(minute => `2026-11-26T12:0${minute}:00Z`);

describe('statusSourceOf', () => {
  let host: Host;
  let answer: Answer;

  beforeAll(async () => {
    host = await startHost(() => answer);
  });
  beforeEach(() => {
    host.requests.length = 0;
  });
  afterAll(() => host.close());

  function read(gitHost: string, owner = 'flink') {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitea: [{ host: 'gitea.example.com', baseUrl: host.url }],
          github: [
            { host: 'github.example.com', apiBaseUrl: host.url, token: 'ghs' },
          ],
          gitlab: [
            {
              host: 'gitlab.example.com',
              baseUrl: host.url,
              apiBaseUrl: `${host.url}/api/v4`,
              token: 'glp',
            },
          ],
        },
      }),
    );
    return statusSourceOf(
      { host: gitHost, owner, name: 'orders' },
      integrations,
    )?.read('c0ffee', new AbortController().signal);
  }

  it('reads Gitea', async () => {
    answer = {
      status: 200,
      body: [
        {
          id: 2,
          context: 'flink/ci',
          status: 'success',
          description: 'passed',
          target_url: 'https://gitea.example.com/runs/1',
          created_at: MINUTES[0],
          updated_at: MINUTES[2],
        },
        {
          id: 1,
          context: 'flink/artefact',
          status: 'error',
          description: '',
          target_url: null,
          created_at: MINUTES[0],
        },
      ],
    };

    await expect(read('gitea.example.com')).resolves.toEqual([
      {
        id: 2,
        context: 'flink/ci',
        state: 'success',
        description: 'passed',
        url: 'https://gitea.example.com/runs/1',
        at: MINUTES[2],
      },
      {
        id: 1,
        context: 'flink/artefact',
        state: 'failure',
        at: MINUTES[0],
      },
    ]);
    expect(host.requests[0]).toMatchObject({
      method: 'GET',
      path: '/api/v1/repos/flink/orders/commits/c0ffee/statuses?limit=50',
    });
  });

  it('reads GitHub with the token of its integration', async () => {
    answer = {
      status: 200,
      body: [
        {
          id: 1,
          context: 'flink/ci',
          state: 'pending',
          description: null,
          target_url: null,
          created_at: MINUTES[0],
          updated_at: MINUTES[1],
        },
      ],
    };

    await expect(read('github.example.com')).resolves.toEqual([
      { id: 1, context: 'flink/ci', state: 'pending', at: MINUTES[1] },
    ]);
    expect(host.requests[0]).toMatchObject({
      path: '/repos/flink/orders/commits/c0ffee/statuses?per_page=100',
      headers: { authorization: 'Bearer ghs' },
    });
  });

  it('reads a project in nested groups of GitLab with the token of its integration', async () => {
    answer = {
      status: 200,
      body: [
        {
          id: 1,
          name: 'flink/ci',
          status: 'failed',
          description: 'one test failed',
          target_url: 'https://gitlab.example.com/jobs/1',
          created_at: MINUTES[0],
          finished_at: MINUTES[1],
        },
        {
          id: 2,
          name: 'flink/artefact',
          status: 'running',
          description: null,
          target_url: null,
          created_at: MINUTES[1],
          finished_at: null,
        },
      ],
    };

    await expect(read('gitlab.example.com', 'data/flink')).resolves.toEqual([
      {
        id: 1,
        context: 'flink/ci',
        state: 'failure',
        description: 'one test failed',
        url: 'https://gitlab.example.com/jobs/1',
        at: MINUTES[1],
      },
      { id: 2, context: 'flink/artefact', state: 'pending', at: MINUTES[1] },
    ]);
    expect(host.requests[0]).toMatchObject({
      path: '/api/v4/projects/data%2Fflink%2Forders/repository/commits/c0ffee/statuses?per_page=100',
      headers: { authorization: 'Bearer glp' },
    });
  });

  it('knows no other host', () => {
    expect(read('git.elsewhere.com')).toBeUndefined();
  });

  it.each([
    [401, "refuses the portal's credentials"],
    [403, "refuses the portal's credentials"],
    [404, 'has no such repository or commit'],
    [502, 'answered 502'],
  ])('says why it cannot read after %d', async (status, message) => {
    answer = { status, body: {} };

    await expect(read('gitea.example.com')).rejects.toThrow(message);
  });

  it('does not take what it does not understand for no statuses', async () => {
    answer = { status: 200, body: { statuses: [] } };

    await expect(read('gitea.example.com')).rejects.toThrow(
      'answered in an unknown shape',
    );
  });
});
