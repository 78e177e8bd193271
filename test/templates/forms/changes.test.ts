import { standards } from '../planExample';
import { everyCombination } from './formMatrix';
import { Scaffolder, type RenderedFile } from './Scaffolder';

jest.setTimeout(300_000);

let scaffolder: Scaffolder;
beforeAll(async () => {
  scaffolder = await Scaffolder.start(standards);
});
afterAll(() => scaffolder?.stop());

const ofEach = ['managed', 'eks'].flatMap(target =>
  ['java', 'sql', 'python'].map(language => `${target}-${language}`),
);
const formOf = (template: string, change: Record<string, unknown> = {}) => {
  const { values } = everyCombination().find(
    form => form.template === template,
  )!;
  return { template, values: { ...values, ...change } };
};

async function filesOf(form: {
  template: string;
  values: Record<string, unknown>;
}): Promise<RenderedFile[]> {
  const { files, refused } = await scaffolder.render(form);
  if (!files) {
    throw new Error(refused);
  }
  return files;
}

/** What a template that changes a repository would put into its pull request. */
async function changed(template: string, answers: Record<string, unknown>) {
  const files = await filesOf({
    template,
    values: { component: 'component:default/published', ...answers },
  });
  return contents(
    files
      .filter(({ path }) => path.startsWith('repository/'))
      .map(file => ({ ...file, path: file.path.replace('repository/', '') })),
  );
}

function contents(files: readonly RenderedFile[]) {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

function edited(
  files: readonly RenderedFile[],
  path: string,
  edit: (content: string) => string,
) {
  expect(files.map(file => file.path)).toContain(path);
  return files.map(file =>
    file.path === path ? { ...file, content: edit(file.content) } : file,
  );
}

const ours = (content: string) => `${content}\nWhat the team added.\n`;
const notes: RenderedFile = {
  path: 'docs/notes.md',
  content: 'Of the team alone',
  executable: false,
};

test.each(ofEach)(
  'an upgrade of %s is what a new job of that line would be, and what the team wrote',
  async template => {
    const made = await filesOf(formOf(template, { flinkVersion: '1.20' }));
    scaffolder.publish([...edited(made, 'README.md', ours), notes]);
    const wanted = await filesOf(formOf(template, { flinkVersion: '2.2' }));
    expect(
      await changed('upgrade-flink-version', { flinkVersion: '2.2' }),
    ).toEqual(contents([...edited(wanted, 'README.md', ours), notes]));
  },
);

test.each(ofEach)(
  'another size of %s changes the size, never the greatest parallelism',
  async template => {
    const made = await filesOf(formOf(template));
    scaffolder.publish(edited(made, 'README.md', ours));
    const load = {
      expectedMBps: 20,
      stateGB: 20,
      partitions: 12,
      latency: 'seconds',
    };
    const after = await changed('change-size', { load });
    const before = JSON.parse(contents(made)['.flink/job.json']);
    const { size } = JSON.parse(after['.flink/job.json']);
    expect(size.parallelism).toBe(12);
    expect(size.checkpointIntervalMs).toBe(10_000);
    expect(size.maxParallelism).toBe(before.size.maxParallelism);
    expect(after['README.md']).toContain('Parallelism | 12 of at most');
    expect(after['README.md']).toContain('What the team added.');
  },
);

test('what the team and the template both changed is left in the file for a person to decide', async () => {
  const made = await filesOf(formOf('managed-java', { flinkVersion: '1.20' }));
  const path = 'docs/upgrade.md';
  scaffolder.publish(
    edited(made, path, content =>
      content.replace('runs Flink 1.20.3', 'runs our Flink 1.20.3'),
    ),
  );
  const after = await changed('upgrade-flink-version', { flinkVersion: '2.2' });
  expect(after[path]).toContain('<<<<<<< ');
  expect(after[path]).toContain('runs our Flink 1.20.3');
  expect(after[path]).toContain('runs Flink 2.2.0');
});

test('an upgrade to an older line is refused', async () => {
  scaffolder.publish(await filesOf(formOf('managed-java')));
  const { refused } = await scaffolder.render({
    template: 'upgrade-flink-version',
    values: { component: 'component:default/published', flinkVersion: '1.20' },
  });
  expect(refused).toContain('cannot read the state');
});

test('a repository that no template made is refused', async () => {
  scaffolder.publish([notes]);
  const { refused } = await scaffolder.render({
    template: 'change-size',
    values: {
      component: 'component:default/published',
      load: formOf('managed-java').values.load,
    },
  });
  expect(refused).toContain('.flink/job.json');
});
