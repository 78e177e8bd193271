import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { Notifications } from './Notifications';
import { NotificationSender } from './NotificationSender';
import type { NotificationSettings } from './NotificationSettings';
import { Outbox } from './Outbox';
import { OwnerNotifier } from './OwnerNotifier';
import { ToldStates } from './ToldStates';

/** Puts together what tells owners. */
export function createNotifications(
  knex: Knex,
  settings: NotificationSettings,
  service: NotificationService,
  logger: LoggerService,
  now: () => number,
): Notifications {
  const states = new ToldStates(knex);
  const outbox = new Outbox(knex);
  return new Notifications(
    settings,
    states,
    outbox,
    new OwnerNotifier(knex, states, outbox, settings, logger, now),
    new NotificationSender(outbox, service, logger, now),
    logger,
    now,
  );
}
