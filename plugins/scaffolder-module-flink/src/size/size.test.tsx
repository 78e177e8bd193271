import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { FlinkSize } from './FlinkSize';
import { FIRST_LOAD as FIRST, type LoadDraft } from './loadDraft';

const FIRST_LOAD: LoadDraft = FIRST;

const answers = { environments: ['staging'], region: 'us-east-1' };

describe('the size of a job', () => {
  it('begins small and shows both runtimes with their cost', async () => {
    const seen = renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers,
    });
    await waitFor(() => expect(seen.value).toEqual(FIRST_LOAD));

    const table = screen.getByRole('table', { name: /Managed Flink and EKS/ });
    // 2 KPUs and one more at 0.11 an hour, 100 GB at 0.10: the price list's own arithmetic.
    expect(within(table).getByText('about $251')).toBeInTheDocument();
    expect(within(table).getByText('this template')).toBeInTheDocument();
  });

  it('begins small where the form filled in a part of it', async () => {
    const seen = renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers,
      value: { work: 'usual' },
    });

    await waitFor(() => expect(seen.value).toEqual(FIRST_LOAD));
  });

  it('says that a number is missing', async () => {
    renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers,
      value: { ...FIRST_LOAD },
    });
    await userEvent.clear(await screen.findByLabelText(/Records at the peak/));

    expect(await screen.findByText('A number is missing.')).toBeInTheDocument();
  });

  it('follows the load as it is typed', async () => {
    const seen = renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers,
      value: { ...FIRST_LOAD, partitions: 64 },
    });
    const input = await screen.findByLabelText(/Records at the peak/);
    await userEvent.clear(input);
    await userEvent.type(input, '100');

    expect(seen.value).toMatchObject({ expectedMBps: 100 });
    expect(
      await screen.findByText(/Parallelism 26: 26 KPUs/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/EKS fits better: EKS saves about/),
    ).toHaveTextContent('This template makes a job on Managed Flink');
  });

  it('warns of fewer partitions than the load needs', async () => {
    renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers,
      value: { ...FIRST_LOAD, expectedMBps: 100 },
    });

    expect(
      await screen.findByText(
        /needs parallelism 26, but the source has only 2/,
      ),
    ).toBeInTheDocument();
  });

  it('says what is wrong instead of a size', async () => {
    renderField<LoadDraft>(FlinkSize, {
      options: { target: 'eks' },
      answers,
      value: { ...FIRST_LOAD, partitions: 1000 },
    });

    expect(
      await screen.findByText('Size and cost follow from all five.'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/Shards or partitions/)).toBeInvalid();
  });

  it('compares no costs where the region has no prices', async () => {
    renderField<LoadDraft>(FlinkSize, {
      options: { target: 'managed' },
      answers: { region: 'eu-west-1' },
      value: FIRST_LOAD,
    });

    expect(
      await screen.findAllByText(/no prices for the region chosen/),
    ).toHaveLength(2);
  });
});
