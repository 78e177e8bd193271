import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { needsOf } from './needsOf';

const SETTINGS = {
  protectedEnvironments: ['prod', 'production'],
  approvals: [],
};
const RESTART: ActionRequest = { kind: 'restart' };
const of = (
  request: ActionRequest,
  environment?: string,
  confirmedEnvironment?: string,
  approvals: Parameters<typeof needsOf>[0]['approvals'] = [],
) =>
  needsOf(
    { ...SETTINGS, approvals },
    {
      request,
      applicationName: 'orders',
      environment,
      confirmedEnvironment,
    },
  );

describe('needsOf', () => {
  it('asks nothing for what can be undone where nothing is protected', () => {
    expect(of(RESTART, 'dev', 'dev')).toEqual({ reason: false });
  });

  it.each<ActionRequest>([
    { kind: 'forceStop' },
    { kind: 'restore', snapshotName: 's' },
    { kind: 'deleteSnapshot', snapshotName: 's' },
    { kind: 'start', from: { type: 'none' } },
  ])('asks to type the name for %j', request => {
    expect(of(request, 'dev', 'dev').typedName).toBe('orders');
  });

  it('asks for no name to start from the newest state', () => {
    expect(
      of({ kind: 'start', from: { type: 'latest' } }, 'dev', 'dev').typedName,
    ).toBeUndefined();
  });

  it.each([
    ['prod', 'prod'],
    [' Prod ', 'dev'],
    ['dev', 'prod'],
    ['dev', undefined],
    [undefined, 'dev'],
    [undefined, undefined],
  ])('asks for a reason when %p is shown and %p confirmed', (shown, sure) => {
    expect(of(RESTART, shown, sure).reason).toBe(true);
  });

  const APPROVAL = {
    actions: ['restart' as const],
    environments: ['prod'],
    expiresAfterMs: 14_400_000,
  };

  it('asks for a second person where the configuration does', () => {
    expect(of(RESTART, 'prod', 'prod', [APPROVAL]).approval).toEqual({
      message:
        'A second person has to approve this within 4 h. Until then nothing is sent.',
      expiresAfterMs: 14_400_000,
    });
    expect(of({ kind: 'stop' }, 'prod', 'prod', [APPROVAL]).approval).toBe(
      undefined,
    );
    expect(of(RESTART, 'dev', 'dev', [APPROVAL]).approval).toBeUndefined();
  });

  it('asks for a second person when a stranger calls production something else', () => {
    expect(of(RESTART, 'dev', 'prod', [APPROVAL]).approval).toBeDefined();
    expect(of(RESTART, 'dev', undefined, [APPROVAL]).approval).toBeDefined();
  });

  it('asks for a second person everywhere for everything when nothing narrows it', () => {
    const always = { actions: 'all' as const, expiresAfterMs: 1 };

    expect(of({ kind: 'snapshot' }, 'dev', 'dev', [always]).approval).toEqual(
      expect.objectContaining({ expiresAfterMs: 1 }),
    );
  });
});
