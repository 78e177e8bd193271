import { hasEnvironment } from './hasEnvironment';
import { hasRuntime } from './hasRuntime';
import { inSource } from './inSource';
import { isOwner } from './isOwner';

/** The rules by which a policy can decide about an application. */
export const flinkApplicationRules = {
  isOwner,
  hasEnvironment,
  hasRuntime,
  inSource,
};
