import {
  coreServices,
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { flinkPermissions } from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkApplicationResourceRef,
  flinkRuntimeExtensionPoint,
} from '@flink-portal/backstage-plugin-flink-node';
import {
  FAULTS_EVERY_MS,
  FAULTS_TASK_ID,
  FirstFaultSearch,
} from './collect/faults/FirstFaultSearch';
import { RuntimeFaults } from './collect/faults/RuntimeFaults';
import { TroubleWatch } from './collect/faults/TroubleWatch';
import { CatalogLinks } from './collect/links/CatalogLinks';
import { CollectSoon } from './collect/CollectSoon';
import { Learner } from './collect/Learner';
import { RuntimeRegistry } from './collect/RuntimeRegistry';
import { scheduleBackground } from './collect/scheduleBackground';
import { SourceSchedule } from './collect/SourceSchedule';
import { StaleSweep } from './collect/StaleSweep';
import { TransitionAnnouncer } from './collect/TransitionAnnouncer';
import { VerdictTick } from './collect/VerdictTick';
import { readFlinkConfig } from './config';
import { addCreateRoute } from './create/addCreateRoute';
import { ApplicationCreator } from './create/ApplicationCreator';
import { CreationAudit } from './create/CreationAudit';
import { ApplicationJudge } from './judge/ApplicationJudge';
import type { Rules } from './judge/Rules';
import { createNotifications } from './notify/createNotifications';
import { registerAgentTools } from './operate/agent/registerAgentTools';
import { addClaimRoutes } from './operate/claims/addClaimRoutes';
import { createOperate } from './operate/createOperate';
import { addRightsRoutes } from './operate/rights/addRightsRoutes';
import { addActionRoutes } from './operate/serve/addActionRoutes';
import { ActionLists } from './operate/store/ActionLists';
import { Authorizer } from './permissions/Authorizer';
import { flinkApplicationRules } from './permissions/rules';
import { createRouter } from './serve/createRouter';
import { EntityApplicationsReader } from './serve/entity/EntityApplicationsReader';
import { ApplicationAvailability } from './serve/history/ApplicationAvailability';
import { ApplicationTimeline } from './serve/history/ApplicationTimeline';
import { ApplicationFaults } from './serve/faults/ApplicationFaults';
import { Interest } from './serve/Interest';
import { Inventory } from './serve/Inventory';
import { ApplicationMetrics } from './serve/metrics/ApplicationMetrics';
import { RuntimeMetrics } from './serve/metrics/RuntimeMetrics';
import { FlinkStore } from './store/FlinkStore';
import { openStore } from './store/openStore';
import { Retention } from './store/Retention';
import { addTemplateRoutes } from './templates/addTemplateRoutes';
import { TemplateRunStore } from './templates/TemplateRunStore';

/** The backend plugin with the rules and the clock it judges by. */
export function createFlinkPlugin(
  rules: Rules,
  now: () => number = Date.now,
): BackendFeature {
  return createBackendPlugin({
    pluginId: 'flink',
    register(env) {
      const runtimes = new RuntimeRegistry();
      env.registerExtensionPoint(flinkRuntimeExtensionPoint, runtimes);

      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          notifications: notificationService,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
          signals: signalsServiceRef,
          userInfo: coreServices.userInfo,
        },
        async init(deps) {
          const { auth, catalog, logger, permissionsRegistry } = deps;
          const config = readFlinkConfig(deps.config);
          const store = new FlinkStore(await openStore(deps.database));
          const inventory = new Inventory(store.knex);

          permissionsRegistry.addResourceType({
            resourceRef: flinkApplicationResourceRef,
            permissions: flinkPermissions,
            rules: Object.values(flinkApplicationRules),
            getResources: ids => inventory.readResources(ids),
          });

          const notifications = createNotifications(
            store.knex,
            config.notifications,
            deps.notifications,
            logger,
            now,
          );
          const tick = new VerdictTick(deps.signals, logger);
          const runtimeFaults = new RuntimeFaults(store.calls, logger, now);
          const learner = new Learner(
            store,
            new ApplicationJudge(rules, config.thresholdsFor),
            new TransitionAnnouncer(
              [tick, notifications, new TroubleWatch(store.faults)],
              logger,
            ),
            now,
          );
          await scheduleBackground(deps.scheduler, config, {
            sources: new SourceSchedule(
              runtimes,
              deps.scheduler,
              config.schedule,
              { store, learner, logger, now },
            ),
            stale: new StaleSweep(store, learner, now),
            links: new CatalogLinks(
              store,
              catalog,
              auth,
              logger,
              now,
              config.lifecycle.ownership,
            ),
            notifications,
            retention: new Retention(store.knex, config.history, now),
          });

          const faultSearch = new FirstFaultSearch({
            knex: store.knex,
            store: store.faults,
            runtimes,
            runtimeFaults,
            tick,
            logger,
            now,
          });
          await deps.scheduler.scheduleTask({
            id: FAULTS_TASK_ID,
            scope: 'global',
            frequency: { milliseconds: FAULTS_EVERY_MS },
            timeout: { minutes: 2 },
            initialDelay: { milliseconds: FAULTS_EVERY_MS },
            fn: () => faultSearch.run(),
          });

          const { auditor, httpAuth } = deps;
          const authorizer = new Authorizer(
            deps.permissions,
            permissionsRegistry,
          );
          const interest = new Interest(store.applications, now);
          const timeline = new ApplicationTimeline(
            store,
            inventory,
            now,
            store.faults,
            new ActionLists(store.knex),
          );
          const operate = createOperate({
            ...deps,
            settings: config.lifecycle,
            store,
            inventory,
            interest,
            authorizer,
            runtimes,
            tick,
            now,
          });
          await operate.rounds.schedule(deps.scheduler);
          deps.lifecycle.addShutdownHook(() => operate.stop());
          registerAgentTools({
            registry: deps.actionsRegistry,
            auditor,
            authorizer,
            inventory,
            store,
            timeline,
            actions: operate.service,
            portalUrl: deps.config.getOptionalString('app.baseUrl') ?? '',
          });

          const creationAudit = new CreationAudit(auditor);
          const creator = new ApplicationCreator({
            enabled: config.lifecycle.enabled,
            standards: config.standards,
            authorizer,
            rights: operate.rights.actionRights,
            runtimes,
            calls: operate.calls,
            audit: creationAudit,
            collectSoon: new CollectSoon(deps.scheduler, logger),
            now,
          });

          deps.httpRouter.use(
            await createRouter({
              auditor,
              httpAuth,
              authorizer,
              store,
              inventory,
              interest,
              metrics: new ApplicationMetrics(
                store.metrics,
                inventory,
                new RuntimeMetrics(store.calls, logger, now),
                runtime => runtimes.get(runtime),
                now,
              ),
              faults: new ApplicationFaults(
                store.faults,
                runtimeFaults,
                runtime => runtimes.get(runtime),
                now,
              ),
              timeline,
              availability: new ApplicationAvailability(
                store.transitions,
                config.history.retentionMs,
                now,
              ),
              entities: new EntityApplicationsReader(store, catalog),
              addRoutes: router => {
                const common = { auditor, httpAuth, authorizer, inventory };
                addRightsRoutes(router, {
                  ...common,
                  allowedActions: operate.allowedActions,
                });
                addClaimRoutes(router, {
                  ...common,
                  claimConflicts: operate.rights.claimConflicts,
                });
                addTemplateRoutes(router, {
                  ...common,
                  standards: config.standards,
                  runs: new TemplateRunStore(store.knex),
                  now,
                });
                addCreateRoute(router, {
                  httpAuth,
                  creator,
                  audit: creationAudit,
                });
                addActionRoutes(router, {
                  httpAuth,
                  actions: operate.service,
                  audit: operate.audit,
                });
              },
              now,
            }),
          );
        },
      });
    },
  });
}
