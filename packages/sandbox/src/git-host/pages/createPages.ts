import { Router } from 'express';
import type { ApiContext } from '../api/ApiContext';
import { addCommitPages, type CiLogs } from './commitPages';
import { addFilePages } from './filePages';
import { addOwnerPages } from './ownerPages';
import { addPullPages } from './pullPages';

/** Pages for people: what a repository holds, what CI says about it, what is asked to be merged. */
export function createPages(context: ApiContext, logs: CiLogs): Router {
  const router = Router();
  addFilePages(router, context);
  addCommitPages(router, context, logs);
  addPullPages(router, context);
  addOwnerPages(router, context);
  return router;
}
