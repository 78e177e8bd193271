import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FlinkApi } from '@flink-portal/backstage-plugin-flink-react';
import { renderField } from '../__testUtils__/renderField';
import { FlinkApplicationPicker } from './FlinkApplicationPicker';

const APPLICATIONS = ['orders', 'clicks'].map(name => ({
  name,
  id: `managed:444455556666/us-east-1/${name}`,
}));
const listApplications = (async ({ q = '' }) => ({
  items: APPLICATIONS.filter(({ name }) => name.includes(q)),
})) as unknown as FlinkApi['listApplications'];

describe('the application picker', () => {
  it('finds by a part of the name and gives the id', async () => {
    const seen = renderField(FlinkApplicationPicker, {
      api: { listApplications },
    });
    await userEvent.type(await screen.findByRole('textbox'), 'clic');
    await userEvent.click(
      await screen.findByRole('option', { name: /clicks/ }),
    );

    expect(seen.value).toBe('managed:444455556666/us-east-1/clicks');
  });
});
