import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { startKubernetesApi, type KubernetesApi } from '@flink-portal/sandbox';
import type { Emitted } from '../../format/shrinkObservations';
import { Collector } from '../Collector';
import { ManualTime } from '../ManualTime';
import {
  KubernetesRuntime,
  PortalKubernetesTransport,
  readKubernetesSettings,
} from '../runtimes';
import { CLUSTER, NAMESPACE, type Stage } from './StagedWorld';
import type { Act, PlannedPart } from './stories';

const MINUTE_MS = 60_000;
const TOKEN = 'recorder';
/** Within a minute: the operator looks, its changes arrive, they are handed over. */
const LOOKS_AT_MS = [15_000, 18_000, 30_000, 33_000, 45_000, 48_000, MINUTE_MS];
const SETTLE_MS = 12;
const GIVE_UP_MS = 8_000;

/** Watches the stage's cluster and samples its jobs every minute, over the real translation. */
export async function recordKubernetes(
  { world, clock }: Stage,
  startMs: number,
  minutes: number,
  parts: readonly PlannedPart[],
  logger: LoggerService,
): Promise<ReadonlyMap<string, readonly Emitted[]>> {
  const api = await startKubernetesApi({
    world,
    cluster: CLUSTER,
    port: 0,
    tokens: [TOKEN],
    tickIntervalMs: 0,
    // Time runs fast here, and a watch that says nothing for long is not trusted.
    bookmarkIntervalMs: 10,
    historyLimit: 100_000,
  });
  const time = new ManualTime(() => clock.now());
  const collector = new Collector(() => clock.now(), {
    mode: 'watch',
    pollIntervalMs: MINUTE_MS,
  });
  const runtime = new KubernetesRuntime({
    transport: transportTo(api),
    // One round of watches for the whole recording.
    settings: readKubernetesSettings(
      new ConfigReader({
        flink: { kubernetes: { watch: { duration: { hours: 48 } } } },
      }),
    ),
    logger,
    waitingFor: () => time,
  });
  const stop = new AbortController();
  const [source] = await runtime.sources();
  const collecting = runtime.collect(source, collector.context(stop.signal));
  let failure: unknown;
  collecting.catch(error => {
    failure = error;
  });
  // Jobs of a session cluster are handed over with it.
  const ids = parts
    .filter(({ kind }) => kind !== 'FlinkSessionJob')
    .map(({ name }) => `kubernetes:${CLUSTER}/${NAMESPACE}/${name}`);
  const sampled = (count: number) =>
    ids.every(id => collector.withMetrics(id) >= count);
  try {
    await settle();
    for (let round = 0; !sampled(1); round += 1) {
      clock.advance(3_000);
      time.wake();
      await until(() => sampled(1), 300);
      if (round > 8) {
        throw failure ?? new Error('the first round of samples never came');
      }
    }
    // The first round took some seconds; from here on a sample is taken on every full minute.
    for (let minute = 1; minute <= minutes; minute += 1) {
      const fromMs = startMs + (minute - 1) * MINUTE_MS;
      for (const { name, parallelism = 4, acts = [] } of parts) {
        for (const act of acts.filter(each => each.minute === minute - 1)) {
          await perform(api, name, parallelism, act);
        }
      }
      for (const lookMs of LOOKS_AT_MS) {
        clock.set(Math.max(clock.now(), fromMs + lookMs));
        api.tick();
        await settle();
        time.wake();
        await settle();
      }
      const wanted = Math.max(...ids.map(id => collector.withMetrics(id)));
      await until(() => sampled(wanted), GIVE_UP_MS);
      if (failure) throw failure;
    }
  } finally {
    stop.abort();
    time.wake();
    await collecting.catch(() => {});
    await api.close();
  }
  return collector.emitted;
}

function transportTo(api: KubernetesApi): PortalKubernetesTransport {
  const auth = {
    getOwnServiceCredentials: async () => ({}),
    getPluginRequestToken: async () => ({ token: TOKEN }),
  } as unknown as AuthService;
  return new PortalKubernetesTransport({
    auth,
    discovery: {
      getBaseUrl: async () => 'http://portal/api/kubernetes',
      getExternalBaseUrl: async () => 'http://portal/api/kubernetes',
    },
    // The portal's Kubernetes backend, reduced to what it does here: it names one cluster and passes requests on.
    fetch: async (url, init) => {
      const path = String(url).replace('http://portal/api/kubernetes', '');
      return path === '/clusters'
        ? Response.json({
            items: [{ name: CLUSTER, authProvider: 'serviceAccount' }],
          })
        : fetch(`${api.url}${path.replace(/^\/proxy/, '')}`, init);
    },
  });
}

async function settle(): Promise<void> {
  await sleep(SETTLE_MS);
}

async function until(holds: () => boolean, forMs: number): Promise<void> {
  const giveUpAtMs = Date.now() + forMs;
  while (!holds() && Date.now() < giveUpAtMs) {
    await sleep(2);
  }
}

async function perform(
  api: KubernetesApi,
  name: string,
  parallelism: number,
  { kind }: Act,
): Promise<void> {
  const spec = {
    deploy: { image: `registry.acme.example/payments-data/${name}:2.4.0` },
    rescale: { job: { parallelism: parallelism * 2 } },
    stop: { job: { state: 'suspended' } },
  }[kind];
  const response = await fetch(
    `${api.url}/apis/flink.apache.org/v1beta1/namespaces/${NAMESPACE}/flinkdeployments/${name}?fieldManager=kubectl`,
    {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ spec }),
    },
  );
  if (!response.ok) {
    throw new Error(`${kind} of ${name}: ${await response.text()}`);
  }
}
