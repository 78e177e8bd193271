import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { mkdir, rm, writeFile, chmod } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mergeFile, type MergedFile } from './mergeFile';
import { readTree, type TreeFile } from './readTree';
import { examples } from './repositoryMerge.examples';

/**
 * `flink:repository:merge`: brings what changed between two renderings of the templates into a repository that
 * its team has changed too. Writes nothing unless all of it merges.
 */
export function createRepositoryMergeAction() {
  return createTemplateAction({
    id: 'flink:repository:merge',
    description:
      'Merges what changed between two renderings of a template into a fetched repository, file by file and line by line, keeping what its team changed. Fails with the conflicts, and then changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        basePath: z =>
          z.string({
            description:
              'Folder of the workspace with the templates rendered as they were',
          }),
        theirsPath: z =>
          z.string({
            description:
              'Folder of the workspace with the templates rendered as they are to be',
          }),
        oursPath: z =>
          z.string({
            description:
              'Folder of the workspace with the repository; the result is written there',
          }),
        conflicts: z =>
          z
            .enum(['fail', 'mark'], {
              description:
                'fail (the default), or mark: write conflict markers, for people to resolve in the pull request',
            })
            .optional(),
      },
      output: {
        changed: z =>
          z.array(z.string(), { description: 'Files that were written' }),
        removed: z =>
          z.array(z.string(), { description: 'Files that were removed' }),
        conflicts: z =>
          z.array(z.string(), {
            description: 'Conflicts that were marked, as file:line: why',
          }),
        conflictNotes: z =>
          z.string({
            description:
              'Markdown about the conflicts that were marked, to add to a pull request; empty without any',
          }),
        removalNotes: z =>
          z.string({
            description:
              'Markdown about the files that were removed, for hosts whose action cannot remove them; empty without any',
          }),
      },
    },
    async handler(ctx) {
      const { basePath, theirsPath, oursPath } = ctx.input;
      const [base, theirs, ours] = await Promise.all(
        [basePath, theirsPath, oursPath].map(folder =>
          readTree(ctx.workspacePath, folder),
        ),
      );
      const names = [...new Set([...base.keys(), ...theirs.keys()])].sort();
      const merged = names.map(name => ({
        name,
        result: mergeFile(
          base.get(name)?.content,
          theirs.get(name)?.content,
          ours.get(name)?.content,
        ),
      }));

      const conflicts = merged.flatMap(({ name, result }) =>
        conflictsOf(name, result),
      );
      if (conflicts.length > 0 && ctx.input.conflicts !== 'mark') {
        throw new ConflictError(
          [
            "The templates and the repository's team changed the same; nothing was merged.",
            ...conflicts.map(each => `- ${each}`),
            "Make the repository's version fit and run this again, or set conflicts: mark to resolve them in the pull request.",
          ].join('\n'),
        );
      }

      const changed: string[] = [];
      const removed: string[] = [];
      for (const { name, result } of merged) {
        const path = resolveSafeChildPath(
          resolveSafeChildPath(ctx.workspacePath, oursPath),
          name,
        );
        const content = contentOf(result);
        if (content) {
          await write(path, content, theirs.get(name) ?? ours.get(name));
          changed.push(name);
        } else if (result.kind === 'removed') {
          await rm(path);
          removed.push(name);
        }
      }
      conflicts.forEach(each => ctx.logger.warn(`Conflict: ${each}`));
      ctx.logger.info(
        `${changed.length} files changed, ${removed.length} removed, ${conflicts.length} conflicts marked.`,
      );
      ctx.output('changed', changed);
      ctx.output('removed', removed);
      ctx.output('conflicts', conflicts);
      ctx.output(
        'conflictNotes',
        section(
          'To resolve first',
          'The templates and the team changed the same here. Where lines conflict, the file has markers.',
          conflicts,
        ),
      );
      ctx.output(
        'removalNotes',
        section(
          'To delete by hand',
          'The templates no longer have these files, and this request could not delete them:',
          removed,
        ),
      );
    },
  });
}

/** A section of Markdown to add to a text; nothing when there is nothing to list. */
function section(
  title: string,
  text: string,
  items: readonly string[],
): string {
  return items.length === 0
    ? ''
    : ['', '', `## ${title}`, '', text, '', ...items.map(it => `- ${it}`)].join(
        '\n',
      );
}

function conflictsOf(name: string, result: MergedFile): string[] {
  if (result.kind !== 'conflict') {
    return [];
  }
  return result.lines.length === 0
    ? [`${name}: ${result.why}`]
    : result.lines.map(line => `${name}:${line}: ${result.why}`);
}

function contentOf(result: MergedFile): Buffer | undefined {
  switch (result.kind) {
    case 'written':
      return result.content;
    case 'conflict':
      return result.marked;
    default:
      return undefined;
  }
}

async function write(
  path: string,
  content: Buffer,
  like: TreeFile | undefined,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await chmod(path, like?.executable ? 0o755 : 0o644);
}
