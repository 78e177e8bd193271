import type { RepositoryStore } from '../repositories/RepositoryStore';
import type { GitCredentials } from '../transport/credentials';
import type { Answers } from './answers';

/** What the routes stand on. */
export interface ApiContext {
  readonly store: RepositoryStore;
  readonly credentials: GitCredentials;
  readonly answers: Answers;
}
