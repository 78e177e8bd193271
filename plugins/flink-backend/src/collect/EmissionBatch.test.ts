import { identity, observation } from '../__testUtils__/observations';
import { EmissionBatch } from './EmissionBatch';
import type { Emission } from './Learner';

const reading = (name: string, note?: string) => ({
  observation: observation(identity(name), 0),
  note,
});

const describeEmission = ({ observation: { application }, note }: Emission) =>
  note ? `${application.name} ${note}` : application.name;

describe('EmissionBatch', () => {
  function setUp(fail = false) {
    const batches: Array<Array<string | undefined>> = [];
    const batch = new EmissionBatch(new Map(), async emissions => {
      batches.push(emissions.map(describeEmission));
      if (fail) {
        throw new Error('disk full');
      }
      return new Map();
    });
    return { batch, batches };
  }

  it('stores together what arrives together', async () => {
    const { batch, batches } = setUp();

    await Promise.all(['a', 'b', 'c'].map(name => batch.add(reading(name))));

    expect(batches).toEqual([['a', 'b', 'c']]);
  });

  it('keeps two readings of one application apart and in order', async () => {
    const { batch, batches } = setUp();

    await Promise.all([
      batch.add(reading('a', 'first')),
      batch.add(reading('b')),
      batch.add(reading('a', 'second')),
    ]);

    expect(batches).toEqual([['a first', 'b'], ['a second']]);
  });

  it('tells everyone in a batch that it could not be stored, and goes on with the next', async () => {
    const { batch, batches } = setUp(true);

    await expect(batch.add(reading('a'))).rejects.toThrow('disk full');
    await expect(batch.add(reading('b'))).rejects.toThrow('disk full');

    expect(batches).toHaveLength(2);
  });
});
