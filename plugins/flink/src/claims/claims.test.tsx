import { screen, within } from '@testing-library/react';
import {
  allowedActions,
  application,
  backendError,
  claimConflict,
  FakeFlinkApi,
  renderWithFlink,
} from '../__testUtils__';
import { ClaimsContent } from './ClaimsContent';
import { confirmingText } from './confirmingText';
import { OwnershipNote } from './OwnershipNote';

const forged = claimConflict().claims[1];

async function note(claims = [forged]) {
  const api = new FakeFlinkApi();
  api.getAllowedActions.mockResolvedValue(allowedActions({ claims }));
  await renderWithFlink(<OwnershipNote application={application()} />, api);
  return screen.findByRole('group');
}

describe('the note about ownership', () => {
  it('says that a claim is not confirmed and what to add', async () => {
    const text = await note();
    expect(text).toHaveTextContent(
      'orders-enrich does not confirm that it belongs to component:default/shadow',
    );
    expect(text).toHaveTextContent(
      'add the tag backstage.io/entity-ref=component:default/shadow',
    );
    expect(
      within(text).getByRole('button', {
        name: 'Copy the tag for component:default/shadow',
        hidden: true,
      }),
    ).toBeInTheDocument();
  });

  it('lists every entity that claims it', async () => {
    const text = await note(claimConflict().claims);
    expect(text).toHaveTextContent(
      '2 entities claim orders-enrich; it does not confirm 1 of them',
    );
    expect(
      within(text).getAllByRole('listitem', { hidden: true }),
    ).toHaveLength(2);
  });

  it('names several confirmed entities where there is room for it', async () => {
    const claims = [
      ...allowedActions().claims,
      { ...forged, confirmed: true, message: 'Confirmed.' },
    ];
    const api = new FakeFlinkApi();
    api.getAllowedActions.mockResolvedValue(allowedActions({ claims }));
    await renderWithFlink(
      <OwnershipNote application={application()} showsConfirmed />,
      api,
    );
    expect(
      await screen.findByText('2 entities claim orders-enrich, all confirmed.'),
    ).toBeInTheDocument();
  });

  it('is absent where all is confirmed', async () => {
    const api = new FakeFlinkApi();
    await renderWithFlink(<OwnershipNote application={application()} />, api);
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('speaks of what the runtime has', () => {
    expect(confirmingText('kubernetes', 'component:default/a')).toEqual({
      word: 'annotation',
      text: 'backstage.io/entity-ref: component:default/a',
    });
  });
});

describe('the page of claims', () => {
  it('shows who claims what and what is missing', async () => {
    const api = new FakeFlinkApi();
    api.listClaimConflicts.mockResolvedValue({ items: [claimConflict()] });
    await renderWithFlink(<ClaimsContent />, api);
    const table = await screen.findByRole('table');
    expect(table).toHaveTextContent('Two entities claim it; one is confirmed.');
    expect(table).toHaveTextContent('not confirmed');
  });

  it('names the permission to who may not see it', async () => {
    const api = new FakeFlinkApi();
    api.listClaimConflicts.mockRejectedValue(
      await backendError(403, 'not allowed'),
    );
    await renderWithFlink(<ClaimsContent />, api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The permission flink.claim.read is missing for you.',
    );
  });
});
