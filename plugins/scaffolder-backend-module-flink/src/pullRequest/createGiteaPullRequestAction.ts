import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  addFiles,
  cloneRepo,
  commitAndPushBranch,
  createTemplateAction,
  parseRepoUrl,
  removeFiles,
} from '@backstage/plugin-scaffolder-node';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTree } from '../repository/readTree';
import { examples } from './giteaPullRequest.examples';
import { GiteaRepository } from './GiteaRepository';

/**
 * `flink:gitea:pull-request`: proposes the files of a folder as a pull request on Gitea. A branch or pull request
 * that is there already is used again, so that a task that was interrupted can be repeated.
 */
export function createGiteaPullRequestAction(options: {
  integrations: ScmIntegrationRegistry;
  config: Config;
}) {
  const { integrations, config } = options;
  return createTemplateAction({
    id: 'flink:gitea:pull-request',
    description:
      'Opens a pull request on Gitea with the files of a folder of the workspace. Repeating it adds to the same branch and pull request.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z.string({ description: '<host>?owner=<owner>&repo=<repository>' }),
        branchName: z => z.string({ description: 'The branch to push to' }),
        targetBranchName: z =>
          z
            .string({
              description: "By default the repository's default branch",
            })
            .optional(),
        title: z => z.string({ description: 'Title, and commit message' }),
        description: z =>
          z.string({ description: 'Text of the pull request, Markdown' }),
        sourcePath: z =>
          z
            .string({
              description: 'Folder of the workspace; the whole by default',
            })
            .optional(),
        filesToDelete: z =>
          z
            .array(z.string(), {
              description: 'Files to remove from the repository',
            })
            .optional(),
      },
      output: {
        remoteUrl: z =>
          z
            .string({
              description: 'Where the pull request is; absent without changes',
            })
            .optional(),
        pullRequestNumber: z => z.number().optional(),
        targetBranchName: z => z.string(),
      },
    },
    async handler(ctx) {
      const { repoUrl, branchName, title, description } = ctx.input;
      const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
      const gitea = integrations.gitea.byHost(host)?.config;
      if (!gitea || !owner) {
        throw new InputError(
          `repoUrl: ${host} is not a Gitea of this portal's integrations.`,
        );
      }
      const { username, password } = gitea;
      if (!username || !password) {
        throw new InputError(
          `The integration of ${host} needs a username and a password to push.`,
        );
      }
      const files = await readTree(
        ctx.workspacePath,
        ctx.input.sourcePath ?? '.',
      );
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would propose ${files.size} files to ${owner}/${repo} on the branch ${branchName}.`,
        );
        ctx.output('targetBranchName', ctx.input.targetBranchName ?? 'main');
        return;
      }

      const repository = new GiteaRepository(gitea, owner, repo);
      const target =
        ctx.input.targetBranchName || (await repository.defaultBranch());
      if (target === branchName) {
        throw new InputError(
          `branchName: ${branchName} is the branch to merge into. Choose another.`,
        );
      }
      ctx.output('targetBranchName', target);
      const isPushed = await repository.hasBranch(branchName);
      const dir = await ctx.createTemporaryDirectory();
      const git = { dir, auth: { username, password }, logger: ctx.logger };
      await cloneRepo({
        ...git,
        url: repository.cloneUrl,
        ref: isPushed ? branchName : target,
      });

      const there = await readTree(dir, '.');
      const changed = [...files].filter(([name, { content, executable }]) => {
        const old = there.get(name);
        return !old?.content.equals(content) || old.executable !== executable;
      });
      const removed = (ctx.input.filesToDelete ?? []).filter(name =>
        there.has(name),
      );
      for (const [name, { content, executable }] of changed) {
        const path = resolveSafeChildPath(dir, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
        await chmod(path, executable ? 0o755 : 0o644);
        await addFiles({ ...git, filepath: name });
      }
      for (const name of removed) {
        await rm(resolveSafeChildPath(dir, name));
        await removeFiles({ ...git, filepath: name });
      }
      if (changed.length + removed.length > 0) {
        await commitAndPushBranch({
          ...git,
          commitMessage: title,
          branch: branchName,
          gitAuthorInfo: {
            name: config.getOptionalString('scaffolder.defaultAuthor.name'),
            email: config.getOptionalString('scaffolder.defaultAuthor.email'),
          },
        });
        ctx.logger.info(
          `Pushed ${changed.length} changed and ${removed.length} removed files to ${branchName}.`,
        );
      } else if (!isPushed) {
        ctx.logger.info(
          `${owner}/${repo} already has all of this: there is nothing to propose.`,
        );
        return;
      }

      const request =
        (await repository.openPullRequest(branchName)) ??
        (await repository.createPullRequest({
          title,
          body: description,
          head: branchName,
          base: target,
        }));
      ctx.logger.info(`Pull request ${request.number}: ${request.html_url}`);
      ctx.output('remoteUrl', request.html_url);
      ctx.output('pullRequestNumber', request.number);
    },
  });
}
