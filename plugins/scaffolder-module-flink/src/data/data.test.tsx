import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../__testUtils__/renderField';
import { FlinkDataSink, FlinkDataSource } from './FlinkDataEndpoint';
import { endpointProblems } from './validateEndpoint';

const ARN = 'arn:aws:kinesis:us-east-1:444455556666:stream/orders';

async function choose(label: RegExp, option: string) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  await userEvent.click(screen.getByRole('option', { name: option }));
}

describe('fields of source and sink', () => {
  it('begin with the platform’s first kind and ask for its ARN', async () => {
    const seen = renderField(FlinkDataSource);
    await waitFor(() => expect(seen.value?.kind).toBe('kinesis'));

    await userEvent.type(screen.getByLabelText(/Stream ARN/), ARN);

    expect(seen.value).toEqual({
      kind: 'kinesis',
      enhancedFanOut: false,
      streamArn: ARN,
    });
    expect(endpointProblems(seen.value, 'source')).toEqual([]);
  });

  it('say what an ARN looks like while it is none', async () => {
    renderField(FlinkDataSource, {
      value: { kind: 'kinesis', streamArn: 'orders' },
    });

    expect(
      await screen.findByText(/it looks like arn:aws:kinesis/),
    ).toBeInTheDocument();
  });

  it('forget the answers of another kind', async () => {
    const seen = renderField(FlinkDataSink, {
      value: { kind: 'kinesis', streamArn: ARN },
    });
    await choose(/The job writes to/, 'Files on S3');

    expect(seen.value).toEqual({ kind: 's3', format: 'parquet' });
  });

  it('take what a catalog entity says and depend on it', async () => {
    const seen = renderField(FlinkDataSource, {
      value: { kind: 'kinesis' },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: {
            name: 'orders',
            annotations: { 'aws.amazon.com/arn': ARN },
          },
          spec: { type: 'kinesis-stream', owner: 'group:default/a' },
        },
      ],
    });
    await choose(/Kinesis Data Streams in the catalog/, 'orders');

    expect(seen.value).toMatchObject({
      streamArn: ARN,
      entityRef: 'resource:default/orders',
    });
  });

  it('do not say that the job depends on an entity whose ARN was typed over', async () => {
    const seen = renderField(FlinkDataSource, {
      value: {
        kind: 'kinesis',
        streamArn: ARN,
        entityRef: 'resource:default/orders',
      },
    });
    await userEvent.type(await screen.findByLabelText(/Stream ARN/), '2');

    expect(seen.value).toEqual({ kind: 'kinesis', streamArn: `${ARN}2` });
  });

  it.each([
    [undefined, ['Choose what the job writes to.']],
    [{ kind: 's3' as const }, ['Bucket and prefix is missing.']],
    [
      { kind: 's3' as const, uri: 'bucket' },
      ['Bucket and prefix: a bucket and prefix as s3://bucket/prefix.'],
    ],
  ])('keep the form on its page: %j', (draft, problems) => {
    expect(endpointProblems(draft, 'sink')).toEqual(problems);
  });
});
