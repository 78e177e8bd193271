import { everyPair } from './formMatrix';
import { ofEachTemplate, soundRepositories } from './soundRepositories';

jest.setTimeout(600_000);

const problemsOf = soundRepositories();
const forms = everyPair();

test('pairs of answers come up in every template', () => {
  expect(ofEachTemplate(forms)).toHaveLength(6);
});

test.each(ofEachTemplate(forms))(
  'every pair of two answers, in %s, renders to a sound repository',
  async (_, ofTemplate) => {
    expect(await problemsOf(ofTemplate)).toEqual([]);
  },
);
