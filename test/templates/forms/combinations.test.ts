import { everyCombination } from './formMatrix';
import { ofEachTemplate, soundRepositories } from './soundRepositories';

jest.setTimeout(600_000);

const problemsOf = soundRepositories();

test.each(ofEachTemplate(everyCombination()))(
  'every source × sink of %s renders to a sound repository',
  async (_, forms) => {
    expect(forms).toHaveLength(15);
    expect(await problemsOf(forms)).toEqual([]);
  },
);
