export { createGitHost, type GitHostOptions } from './createGitHost';
export type { CiLogs } from './pages/commitPages';
export {
  fullName,
  type CommitState,
  type Push,
  type Repository,
} from './repositories/Repository';
export { RepositoryStore } from './repositories/RepositoryStore';
export type { GitCredentials } from './transport/credentials';
