import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmod, stat } from 'node:fs/promises';
import { exampleInput } from '../__testUtils__/exampleInput';
import { runAction, startAction } from '../__testUtils__/runAction';
import { createRepositoryMergeAction } from './createRepositoryMergeAction';
import { examples } from './repositoryMerge.examples';

const workspace = createMockDirectory();
const action = createRepositoryMergeAction();
const input = exampleInput(action, examples[0]);
const marking = exampleInput(action, examples[1]);

type Tree = { [name: string]: string | Buffer | Tree };

async function merge(
  trees: { before: Tree; after: Tree; repository: Tree },
  asked = input,
) {
  workspace.setContent(trees);
  const { outputs, log } = await runAction(action, asked, {
    workspacePath: workspace.path,
  });
  return {
    outputs,
    log,
    repository: workspace.content({
      path: 'repository',
      shouldReadAsText: true,
    }) as Tree,
  };
}

describe('flink:repository:merge', () => {
  it('takes what only the template changed', async () => {
    const { repository, outputs } = await merge({
      before: { 'pom.xml': 'flink 1.20\n' },
      after: { 'pom.xml': 'flink 2.2\n' },
      repository: { 'pom.xml': 'flink 1.20\n' },
    });

    expect(repository).toEqual({ 'pom.xml': 'flink 2.2\n' });
    expect(outputs).toEqual({
      changed: ['pom.xml'],
      removed: [],
      conflicts: [],
      conflictNotes: '',
      removalNotes: '',
    });
  });

  it('keeps what only the team changed', async () => {
    const { repository, outputs } = await merge({
      before: { 'Job.java': 'template\n' },
      after: { 'Job.java': 'template\n' },
      repository: { 'Job.java': 'team\n', 'Own.java': 'team\n' },
    });

    expect(repository).toEqual({ 'Job.java': 'team\n', 'Own.java': 'team\n' });
    expect(outputs.changed).toEqual([]);
  });

  it('merges both within one file', async () => {
    const { repository } = await merge({
      before: { 'pom.xml': 'flink 1.20\na\nb\nlast\n' },
      after: { 'pom.xml': 'flink 2.2\na\nb\nlast\n' },
      repository: { 'pom.xml': 'flink 1.20\na\nb\nlast\nteam\n' },
    });

    expect(repository['pom.xml']).toBe('flink 2.2\na\nb\nlast\nteam\n');
  });

  it('keeps the line ends of the repository', async () => {
    const { repository } = await merge({
      before: { 'pom.xml': 'flink 1.20\na\nb\n' },
      after: { 'pom.xml': 'flink 2.2\na\nb\n' },
      repository: { 'pom.xml': 'flink 1.20\r\na\r\nb\r\nteam\r\n' },
    });

    expect(repository['pom.xml']).toBe('flink 2.2\r\na\r\nb\r\nteam\r\n');
  });

  it('adds and removes what the template adds and removes', async () => {
    const { repository, outputs } = await merge({
      before: { old: 'old\n' },
      after: { deep: { new: 'new\n' } },
      repository: { old: 'old\n' },
    });

    expect(repository).toEqual({ deep: { new: 'new\n' } });
    expect(outputs).toMatchObject({
      changed: ['deep/new'],
      removed: ['old'],
      removalNotes: expect.stringMatching(
        /^\n\n## To delete by hand\n\n.*\n\n- old$/,
      ),
    });
  });

  it('adds nothing that is there already', async () => {
    const { outputs } = await merge({
      before: {},
      after: { same: 'same\n' },
      repository: { same: 'same\n' },
    });

    expect(outputs.changed).toEqual([]);
  });

  it('fails with the file and line of every conflict and changes nothing', async () => {
    workspace.setContent({
      before: { a: '1\n2\n3\n4\n5\n', b: 'b\n', 'c.txt': 'c\n' },
      after: { a: '1\ntheirs\n3\n4\ntheirs\n', b: 'B\n' },
      repository: { a: '1\nours\n3\n4\nours\n', b: 'b\n', 'c.txt': 'C\n' },
    });

    const { ended, outputs } = startAction(action, input, {
      workspacePath: workspace.path,
    });

    await expect(ended).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(ended).rejects.toThrow(
      [
        '- a:2: the same lines were changed here and by the template',
        '- a:5: the same lines were changed here and by the template',
        '- c.txt: the template no longer has it, but it was changed here',
      ].join('\n'),
    );
    expect(outputs).toEqual({});
    expect(
      workspace.content({
        path: 'repository',
        shouldReadAsText: true,
      }),
    ).toMatchObject({
      b: 'b\n',
    });
  });

  it('marks conflicts when asked to', async () => {
    const { repository, outputs } = await merge(
      {
        before: { a: '1\n2\n3\n', gone: 'x\n' },
        after: { a: '1\ntheirs\n3\n', gone: 'y\n' },
        repository: { a: '1\nours\n3\n' },
      },
      marking,
    );

    expect(repository).toEqual({
      a: '1\n<<<<<<< this repository\nours\n=======\ntheirs\n>>>>>>> template\n3\n',
    });
    expect(outputs).toEqual({
      changed: ['a'],
      removed: [],
      conflicts: [
        'a:2: the same lines were changed here and by the template',
        'gone: it was removed here, but the template changed it',
      ],
      conflictNotes: [
        '',
        '',
        '## To resolve first',
        '',
        'The templates and the team changed the same here. Where lines conflict, the file has markers.',
        '',
        '- a:2: the same lines were changed here and by the template',
        '- gone: it was removed here, but the template changed it',
      ].join('\n'),
      removalNotes: '',
    });
  });

  it('does not mix binary files', async () => {
    const binary = (...bytes: number[]) => Buffer.from([0, ...bytes]);
    const { outputs, repository } = await merge(
      {
        before: { jar: binary(1), other: binary(1) },
        after: { jar: binary(2), other: binary(2) },
        repository: { jar: binary(3), other: binary(1) },
      },
      marking,
    );

    expect(outputs).toMatchObject({
      changed: ['other'],
      conflicts: [
        'jar: it is no text, and was changed here and by the template',
      ],
    });
    expect(repository.jar).toBe(String(binary(3)));
  });

  it('leaves what git keeps for itself alone', async () => {
    const { outputs } = await merge({
      before: { '.git': { HEAD: 'a' } },
      after: { '.git': { HEAD: 'b' } },
      repository: { '.git': { HEAD: 'a' } },
    });

    expect(outputs.changed).toEqual([]);
  });

  it('follows no links', async () => {
    workspace.setContent({
      'before/bin/verify': 'a\n',
      'after/bin/verify': ctx => ctx.symlink('../../verify'),
      'repository/bin/verify': 'a\n',
    });
    workspace.addContent({ verify: 'elsewhere\n' });

    // A link is no file of the template's: it is as if the template did not have it.
    const { outputs } = await runAction(action, input, {
      workspacePath: workspace.path,
    });

    expect(outputs.removed).toEqual(['bin/verify']);
  });

  it('gives a new script the template’s right to be run', async () => {
    workspace.setContent({ before: {}, after: {}, repository: {} });
    workspace.addContent({ 'after/bin/verify': 'a\n' });
    await chmod(workspace.resolve('after/bin/verify'), 0o755);

    await runAction(action, input, { workspacePath: workspace.path });

    const { mode } = await stat(workspace.resolve('repository/bin/verify'));
    expect((mode & 0o100) !== 0).toBe(true);
  });

  it.each(['../elsewhere', 'nowhere'])('refuses the folder %s', async path => {
    workspace.setContent({ before: {}, after: {}, repository: {} });

    await expect(
      runAction(
        action,
        { ...input, oursPath: path },
        { workspacePath: workspace.path },
      ),
    ).rejects.toThrow();
  });
});
