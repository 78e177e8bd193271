import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';
import {
  factsFromLabels,
  labelOf,
  type ApplicationFacts,
} from '../../store/labelFacts';
import type { LifecycleSettings } from '../config/LifecycleSettings';
import { ENTITY_REF_LABEL } from './confirmClaim';
import { ownerOfPlace } from './ownerOfPlace';

/** What rights may follow from. */
export type ConfirmedFacts = Pick<ApplicationFacts, 'owner' | 'environment'>;

/**
 * Owner and environment that the application or the configuration stands for.
 *
 * The environment comes from the application's own labels, else from the entity that the application names. An
 * entity that is confirmed by its owner alone does not decide it: anybody can write an entity that names
 * another team as its owner, and production must not become a playground by that.
 *
 * @param named - what the entity says that the application names and that names the application
 */
export function confirmedFacts(
  application: ApplicationIdentity,
  named: ApplicationFacts | undefined,
  ownership: LifecycleSettings['ownership'],
): ConfirmedFacts {
  const own = factsFromLabels(application.labels);
  return {
    owner:
      named?.owner ?? own.owner ?? ownerOfPlace(application, ownership)?.owner,
    environment: own.environment ?? named?.environment,
  };
}

/**
 * What is confirmed before the catalog was asked: nothing of the owner when the application names an entity,
 * whose owner comes first and is not known yet.
 */
export function confirmedByItself({
  labels,
}: ApplicationIdentity): ConfirmedFacts {
  const { owner, environment } = factsFromLabels(labels);
  return {
    owner: labelOf(labels, ENTITY_REF_LABEL) ? undefined : owner,
    environment,
  };
}
