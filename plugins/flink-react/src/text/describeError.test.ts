import { ResponseError } from '@backstage/errors';
import { describeError } from './describeError';

const answered = (statusCode: number, message: string) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode },
      }),
      { status: statusCode, headers: { 'Content-Type': 'application/json' } },
    ),
  );

describe('describeError', () => {
  it.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'notFound'],
    [503, 'unreachable'],
    [500, 'failed'],
  ])('%i is %s', async (status, kind) => {
    const described = describeError(await answered(status, 'because'), 'x');
    expect(described.kind).toBe(kind);
  });

  it.each([404, 500, 503])(
    'does not speak of the verdict for a detail that answers %i',
    async status => {
      const { title, text } = describeError(
        await answered(status, 'because'),
        'the timeline of orders',
        'detail',
      );
      expect(title).toContain('the timeline of orders');
      expect(text).toContain('because');
      expect(text).not.toContain('verdict');
    },
  );

  it('names the missing permission', async () => {
    const { text } = describeError(await answered(403, 'no'), 'orders');
    expect(text).toContain('flink.application.read');
  });

  it('takes an error without an answer as an unreachable backend', () => {
    expect(describeError(new TypeError('Failed to fetch'), 'x').kind).toBe(
      'unreachable',
    );
  });

  it.each([401, 403, 404, 500, 503])(
    'keeps to the words of the house at %i',
    async status => {
      const { title, text } = describeError(await answered(status, 'a'), 'b');
      expect(`${title} ${text}`).not.toMatch(/please|oops|sorry|!/i);
    },
  );
});
