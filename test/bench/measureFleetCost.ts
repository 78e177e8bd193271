import { readFileSync } from 'node:fs';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { openPages } from '../src/portal/openPages';
import type { PortalClient } from '../src/portal/PortalClient';
import { startPortalBackend } from '../src/portal/startPortalBackend';
import { until } from '../src/portal/until';

const READERS = [0, 1, 20];
const LISTS = 200;
/** What a browser on the fleet, on one entity and on one application asks for. */
const PAGES = [
  '/applications?limit=25',
  '/sources',
  '/entities/component/default/orders-enrichment/applications',
  `/applications/${encodeURIComponent(
    'managed:111122223333/us-east-1/orders-enrichment-prod',
  )}`,
];

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Resident memory of a process in MiB, from /proc. */
function residentMiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  );
  return Number(line?.[1]) / 1024;
}

/** Calls so far, by `service operation`. */
function callsOf(sandbox: Sandbox): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sandbox.calls()).flatMap(([service, calls]) =>
      Object.entries(calls).map(([operation, count]) => [
        `${service === 'aws' ? '' : `${service} `}${operation}`,
        count,
      ]),
    ),
  );
}

async function callsPerMinute(
  sandbox: Sandbox,
  portal: PortalClient,
  readers: number,
  forMs: number,
): Promise<Record<string, number>> {
  const leave = openPages(portal, PAGES, readers, 5_000);
  // What somebody has just opened is read closely from the next minute on.
  await sleep(60_000);
  const before = callsOf(sandbox);
  await sleep(forMs);
  const after = callsOf(sandbox);
  await leave();
  return Object.fromEntries(
    Object.entries(after).map(([what, count]) => [
      what,
      ((count - (before[what] ?? 0)) * 60_000) / forMs,
    ]),
  );
}

async function listTimesMs(portal: PortalClient): Promise<number[]> {
  const times: number[] = [];
  for (let list = 0; list < LISTS; list += 1) {
    const startedMs = performance.now();
    await portal.get('/applications?limit=25');
    times.push(performance.now() - startedMs);
  }
  return times.sort((left, right) => left - right);
}

const sum = (calls: Record<string, number>, matching: RegExp) =>
  Object.entries(calls)
    .filter(([what]) => matching.test(what))
    .reduce((total, [, count]) => total + count, 0);

/** Starts sandbox and backend as `npm start` does, measures, prints a table. */
export async function measureFleetCost(forMs: number): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const minutes = 4 + (READERS.length * (60_000 + forMs)) / 60_000;
  print(`Measuring for about ${Math.ceil(minutes)} minutes …`);
  const sandbox = await startSandbox();
  const startedMs = performance.now();
  const portal = await startPortalBackend({ sandbox: sandbox.ports });
  const readyMs = performance.now() - startedMs;
  try {
    const fleet = await until(
      () => portal.fleet(),
      found => found.length >= 38,
      120_000,
    );
    await sleep(120_000);
    const memory = residentMiB(portal.pid);
    const times = await listTimesMs(portal);
    const calls = [];
    for (const readers of READERS) {
      calls.push(await callsPerMinute(sandbox, portal, readers, forMs));
    }
    const sources = await portal.sources();
    const managed = sources.filter(({ runtime }) => runtime === 'managed');
    const usd = managed.reduce(
      (total, { estimatedUsdPerMonth = 0 }) => total + estimatedUsdPerMonth,
      0,
    );
    const applications = managed.reduce(
      (total, source) => total + source.applications,
      0,
    );

    print(`applications                      ${fleet.length}`);
    print(`backend ready after               ${(readyMs / 1000).toFixed(1)} s`);
    print(`backend's memory after 2 min      ${memory.toFixed(0)} MiB`);
    print(
      `backend's memory at the end       ${residentMiB(portal.pid).toFixed(
        0,
      )} MiB`,
    );
    print(
      `list of 25: p50 / p95             ${times[LISTS * 0.5].toFixed(
        1,
      )} / ${times[LISTS * 0.95].toFixed(1)} ms`,
    );
    print(
      `CloudWatch, estimated             ${(usd / applications).toFixed(
        2,
      )} USD per application and month (${applications} applications, ${usd.toFixed(
        2,
      )} USD)`,
    );
    print(
      `\ncalls per minute with readers                   ${READERS.join('\t')}`,
    );
    const row = (title: string, values: number[]) =>
      print(`${title.padEnd(48)}${values.map(v => v.toFixed(1)).join('\t')}`);
    row(
      'AWS, all',
      calls.map(one => sum(one, /^\w+:/)),
    );
    row(
      'Kubernetes, all',
      calls.map(one => sum(one, /^eks-/)),
    );
    for (const what of Object.keys(calls[READERS.length - 1]).sort()) {
      row(
        `  ${what}`,
        calls.map(one => one[what] ?? 0),
      );
    }
  } finally {
    await portal.stop();
    await sandbox.close();
  }
}
