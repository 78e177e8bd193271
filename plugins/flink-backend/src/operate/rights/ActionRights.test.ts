import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { ACTION_KINDS } from '@flink-portal/backstage-plugin-flink-common';
import { ActionRights } from './ActionRights';

const PERSON = mockCredentials.user();

function rightsWith(decisions: DefinitivePolicyDecision[]) {
  const permissions = mockServices.permissions.mock({
    authorize: async () => decisions,
  });
  return {
    permissions,
    rights: new ActionRights({
      auth: mockServices.auth(),
      permissions,
      userInfo: mockServices.userInfo(),
      ownership: { read: async () => undefined },
    }),
  };
}

const every = (decision: DefinitivePolicyDecision) =>
  ACTION_KINDS.map(() => decision);

describe('ActionRights', () => {
  it('asks once for all kinds', async () => {
    const { rights, permissions } = rightsWith(
      every({ result: AuthorizeResult.ALLOW }),
    );
    await rights.of(PERSON, 'managed:1/r/orders');

    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    expect(permissions.authorize.mock.calls[0][0]).toEqual(
      ACTION_KINDS.map(kind => ({
        permission: expect.objectContaining({
          name: `flink.application.${kind}`,
        }),
        resourceRef: 'managed:1/r/orders',
      })),
    );
  });

  it.each([
    [
      'a result that is neither yes nor no',
      every({ result: 'PERHAPS' as never }),
    ],
    ['no answer at all', []],
  ])('takes %s for a no', async (_, decisions) => {
    const { rights } = rightsWith(decisions);

    expect(
      [...(await rights.of(PERSON, 'a')).values()].some(
        ({ allowed }) => allowed,
      ),
    ).toBe(false);
    expect(await rights.mayApprove(PERSON, 'a')).toBe(false);
    await expect(rights.assert(PERSON, 'a', 'stop')).rejects.toThrow(
      'You may not stop this application.',
    );
  });
});
