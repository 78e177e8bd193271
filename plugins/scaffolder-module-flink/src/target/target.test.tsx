import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { renderField, standards } from '../__testUtils__/renderField';
import { FlinkEnvironments } from './FlinkEnvironments';
import { FlinkNamespace } from './FlinkNamespace';
import { FlinkRegion } from './FlinkRegion';
import { FlinkVersion } from './FlinkVersion';
import { validateEnvironments } from './validateEnvironments';

const managed = { target: 'managed' };
const eks = { target: 'eks' };

describe('fields of the target', () => {
  it('begin with the platform’s default version and offer what it allows', async () => {
    const seen = renderField(FlinkVersion, { options: managed });
    await waitFor(() => expect(seen.value).toBe('2.2'));

    await userEvent.click(
      screen.getByRole('button', { name: /Flink version/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: '1.20' }));

    expect(seen.value).toBe('1.20');
  });

  it('say that a version is a preview, and until when one is offered', async () => {
    const getStandards = async () => ({
      ...standards,
      runtimes: {
        ...standards.runtimes,
        eks: { ...standards.runtimes.eks, preview: ['2.3'] },
        retiring: { '1.20': { until: '2027-01-31', reason: 'it is old' } },
      },
    });
    renderField(FlinkVersion, {
      options: eks,
      value: '1.20',
      api: { getStandards },
    });

    expect(
      await screen.findByText('Offered until 2027-01-31: it is old.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Flink version/ }),
    );
    expect(
      screen.getByRole('option', { name: '2.3 (preview)' }),
    ).toBeInTheDocument();
  });

  it('choose every environment at first, and keep the order of promotion', async () => {
    const seen = renderField(FlinkEnvironments, { options: managed });
    await waitFor(() => expect(seen.value).toEqual(['staging', 'production']));

    await userEvent.click(screen.getByLabelText('staging'));
    expect(seen.value).toEqual(['production']);
    await userEvent.click(screen.getByLabelText('staging'));

    expect(seen.value).toEqual(['staging', 'production']);
    expect(screen.getByText(/The job starts in staging/)).toBeInTheDocument();
  });

  it('take the empty places that a form makes for nothing chosen', async () => {
    const seen = renderField(FlinkEnvironments, {
      options: managed,
      value: [undefined] as unknown as string[],
    });

    await waitFor(() => expect(seen.value).toEqual(['staging', 'production']));
  });

  it.each([[undefined], [[]], [[undefined]]])(
    'keep the form on its page without an environment: %j',
    chosen => {
      const addError = jest.fn();
      validateEnvironments(
        chosen as unknown as string[],
        { addError } as never,
        {} as never,
      );

      expect(addError).toHaveBeenCalledWith('Choose at least one environment.');
    },
  );

  it('say that one environment is needed', async () => {
    const seen = renderField(FlinkEnvironments, {
      options: managed,
      value: ['staging'],
    });
    await userEvent.click(await screen.findByLabelText('staging'));

    expect(seen.value).toEqual([]);
    expect(screen.getByText('Choose at least one.')).toBeInTheDocument();
  });

  it('offer regions that all chosen environments have', async () => {
    const seen = renderField(FlinkRegion, {
      options: managed,
      answers: { environments: ['staging', 'production'] },
      value: 'eu-west-1',
    });

    // Staging is in us-east-1 alone: what was chosen before is replaced.
    await waitFor(() => expect(seen.value).toBe('us-east-1'));
  });

  it('say what to do when no namespace is common to all', async () => {
    const [staging, production] = standards.environments;
    const getStandards = async () => ({
      ...standards,
      environments: [
        staging,
        {
          ...production,
          eks: {
            clusters: [
              { ...production.eks!.clusters[0], namespaces: ['payments'] },
            ],
          },
        },
      ],
    });
    renderField(FlinkNamespace, {
      options: eks,
      answers: { environments: ['staging', 'production'] },
      api: { getStandards },
    });

    expect(
      await screen.findByText(
        /None of the namespaces is in all chosen environments/,
      ),
    ).toBeInTheDocument();
  });

  it('tell to ask the platform team where there are no standards', async () => {
    const missing = await ResponseError.fromResponse(
      new Response('{}', { status: 404 }),
    );
    renderField(FlinkVersion, {
      options: managed,
      api: { getStandards: () => Promise.reject(missing) },
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask your platform team to set flink.standards',
    );
  });
});
