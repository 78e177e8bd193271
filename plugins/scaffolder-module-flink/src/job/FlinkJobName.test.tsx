import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FlinkApi } from '@flink-portal/backstage-plugin-flink-react';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { renderField } from '../__testUtils__/renderField';
import { FlinkJobName } from './FlinkJobName';
import { validateJobName } from './validateJobName';

const ORDERS = {
  name: 'orders',
  environment: 'staging',
  id: 'managed:444455556666/us-east-1/orders',
};
const listApplications = (async () => ({
  items: [ORDERS, { ...ORDERS, name: 'orders-eu' }],
})) as unknown as FlinkApi['listApplications'];

async function problemsOf(name: string, list: FlinkApi['listApplications']) {
  const addError = jest.fn();
  await validateJobName(
    name,
    { addError } as never,
    {
      apiHolder: {
        get: ref =>
          ref.id === flinkApiRef.id
            ? ({ listApplications: list } as never)
            : undefined,
      },
    } as Parameters<typeof validateJobName>[2],
  );
  return addError.mock.calls.map(([text]) => text);
}

describe('the name of a job', () => {
  it('is said to be taken while it is typed', async () => {
    renderField(FlinkJobName, { api: { listApplications } });
    await userEvent.type(await screen.findByRole('textbox'), 'orders');

    expect(await screen.findByText(/^Taken: staging/)).toBeInTheDocument();
  });

  it('is said to be malformed', async () => {
    renderField(FlinkJobName, { value: 'Orders' });

    expect(
      await screen.findByText(/lower-case letters, digits and dashes/),
    ).toBeInTheDocument();
  });

  it('is free when only a longer one is like it', async () => {
    expect(await problemsOf('orders-e', listApplications)).toEqual([]);
    expect(await problemsOf('orders', listApplications)).toEqual([
      expect.stringContaining(ORDERS.id),
    ]);
  });

  it('does not stop a form when the fleet cannot be read', async () => {
    expect(
      await problemsOf('orders', () => Promise.reject(new Error('down'))),
    ).toEqual([]);
  });
});
