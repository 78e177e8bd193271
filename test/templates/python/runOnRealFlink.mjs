// Runs the job of a rendered Python repository on a real JobManager and TaskManager of a line, started as Managed
// Service for Apache Flink and EKS start it: by Flink's own client from the unpacked package, with functions in Python
// processes beside the TaskManager. Reads and writes files.
//
//   node test/templates/python/runOnRealFlink.mjs <line>
//
// Waits for the first result and two checkpoints, stops with a savepoint, adds events (one of them known already),
// goes on from the savepoint, and compares everything that was written with what must have been.
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { flinkOf, pythonOfLine } from './pythonOfLine.mjs';

const PATIENCE_MS = 300_000;
const [line] = process.argv.slice(2);
if (!['1.20', '2.2'].includes(line)) {
  console.error(
    'usage: node test/templates/python/runOnRealFlink.mjs 1.20|2.2',
  );
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), `python-on-flink-${line}-`));
const children = [];
try {
  await prove();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`${error.stack ?? error}\nWhat it left: ${folder}`);
  process.exitCode = 1;
} finally {
  for (const child of children) {
    process.kill(-child.pid, 'SIGKILL');
  }
}

async function prove() {
  const repository = join(folder, 'repository');
  must(
    'node',
    [
      fileURLToPath(new URL('../render.mjs', import.meta.url)),
      'managed-python',
      repository,
      `flinkVersion="${line}"`,
      'source={"kind":"s3","uri":"s3://bucket/events","format":"json"}',
      'sink={"kind":"s3","uri":"s3://bucket/totals","format":"json"}',
    ],
    process.env,
  );
  const python = pythonOfLine(line, join(repository, 'requirements-dev.txt'));
  const home = must(
    python,
    ['-c', 'import pyflink, os; print(os.path.dirname(pyflink.__file__))'],
    process.env,
  ).trim();
  say(`PyFlink ${flinkOf(python)}`);

  const events = join(folder, 'events');
  const totals = join(folder, 'totals');
  mkdirSync(events);
  const properties = join(folder, 'properties.json');
  writeFileSync(
    properties,
    JSON.stringify(
      Object.entries({
        Source: {
          kind: 's3',
          uri: pathToFileURL(events).href,
          format: 'json',
          'monitor.interval': '500 ms',
        },
        Sink: {
          kind: 's3',
          uri: pathToFileURL(totals).href,
          format: 'json',
          'rollover.interval': '500 ms',
        },
        Job: { 'parallelism.max': '120' },
      }).map(([PropertyGroupId, PropertyMap]) => ({
        PropertyGroupId,
        PropertyMap,
      })),
    ),
  );

  const [restPort, rpcPort] = [await freePort(), await freePort()];
  const conf = join(folder, 'conf');
  cpSync(join(home, 'conf'), conf, { recursive: true });
  writeFileSync(join(conf, 'config.yaml'), configuration(restPort, rpcPort));
  const environment = {
    ...process.env,
    PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
    FLINK_HOME: home,
    FLINK_CONF_DIR: conf,
    FLINK_LOG_DIR: folder,
    FLINK_PID_DIR: folder,
    FLINK_APPLICATION_PROPERTIES: properties,
  };
  start(join(home, 'bin/jobmanager.sh'), environment);
  start(join(home, 'bin/taskmanager.sh'), environment);
  const rest = `http://127.0.0.1:${restPort}`;
  await until('a TaskManager', async () => {
    const { taskmanagers } = await ask(`${rest}/overview`);
    return taskmanagers > 0;
  });
  say('JobManager and TaskManager are up');

  add(events, '1.json', [
    ['1', ' A', 1, '2026-01-01T00:00:01Z'],
    ['2', 'a', 2, '2026-01-01T00:05:01Z'],
  ]);
  const first = await submit();
  await until('the first minute', () => written(totals).length === 1);
  const checkpoints = await until('two checkpoints', async () => {
    const { counts } = await ask(`${rest}/jobs/${first}/checkpoints`);
    return counts.completed >= 2 && counts.completed;
  });
  say(`${checkpoints} checkpoints, ${written(totals).length} total written`);

  const savepoint = await stop(first);
  say(`stopped with ${savepoint.split('/').at(-1)}`);
  add(events, '2.json', [
    ['2', 'a', 2, '2026-01-01T00:05:01Z'],
    ['3', 'a', 4, '2026-01-01T00:05:30Z'],
    ['4', 'a', 8, '2026-01-01T00:10:00Z'],
  ]);
  const second = await submit('-s', savepoint);
  await until('the second minute', () => written(totals).length === 2);
  const { latest } = await ask(`${rest}/jobs/${second}/checkpoints`);
  if (!latest.restored?.is_savepoint) {
    throw new Error('The job did not start from the savepoint.');
  }
  await stop(second);
  const expected = ['2026-01-01T00:00:00 a 1 1', '2026-01-01T00:05:00 a 2 6'];
  if (!isDeepStrictEqual(written(totals), expected)) {
    throw new Error(`Written: ${JSON.stringify(written(totals))}`);
  }
  say('resumed; the output is what it must be');

  async function submit(...how) {
    const said = must(
      join(home, 'bin/flink'),
      ['run', '-d', ...how, '-py', join(repository, 'main.py')],
      { ...environment, FLINK_LOG_DIR: folder },
    );
    const id = /JobID ([0-9a-f]{32})/.exec(said)?.[1];
    if (!id) throw new Error(`No job was started:\n${said}`);
    await until('RUNNING', async () => {
      const { state } = await ask(`${rest}/jobs/${id}`);
      if (state === 'FAILED') {
        const cause = await ask(`${rest}/jobs/${id}/exceptions`);
        throw new Error(JSON.stringify(cause).slice(0, 4000));
      }
      return state === 'RUNNING';
    });
    return id;
  }

  async function stop(id) {
    const { 'request-id': request } = await ask(`${rest}/jobs/${id}/stop`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        drain: false,
        targetDirectory: pathToFileURL(join(folder, 'savepoints')).href,
      }),
    });
    return until('the savepoint', async () => {
      const { operation } = await ask(
        `${rest}/jobs/${id}/savepoints/${request}`,
      );
      if (operation?.['failure-cause']) {
        throw new Error(operation['failure-cause']['stack-trace']);
      }
      return operation?.location;
    });
  }
}

/** What is in finished files; the others' names begin with a dot. */
function written(totals) {
  return (existsSync(totals) ? readdirSync(totals, { recursive: true }) : [])
    .filter(name => /(^|\/)part-[^/]*$/.test(name))
    .flatMap(name =>
      readFileSync(join(totals, name), 'utf8').trim().split('\n'),
    )
    .map(row => Object.values(JSON.parse(row)).slice(0, 4).join(' '))
    .sort();
}

/** Appears at once, because Flink watches the folder. */
function add(events, name, rows) {
  const unfinished = join(folder, name);
  writeFileSync(
    unfinished,
    rows
      .map(([id, key, amount, time]) =>
        JSON.stringify({
          event_id: id,
          event_key: key,
          amount,
          event_time: time,
        }),
      )
      .join('\n'),
  );
  renameSync(unfinished, join(events, name));
}

function configuration(restPort, rpcPort) {
  return Object.entries({
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': rpcPort,
    'jobmanager.bind-host': '127.0.0.1',
    'jobmanager.memory.process.size': '1g',
    'taskmanager.host': '127.0.0.1',
    'taskmanager.bind-host': '127.0.0.1',
    'taskmanager.memory.process.size': '1400m',
    'taskmanager.numberOfTaskSlots': 2,
    'rest.address': '127.0.0.1',
    'rest.bind-address': '127.0.0.1',
    'rest.port': restPort,
    'io.tmp.dirs': join(folder, 'tmp'),
    'execution.checkpointing.interval': '1 s',
    'execution.checkpointing.dir': pathToFileURL(join(folder, 'checkpoints'))
      .href,
    // Flink and its Python processes reflect on these.
    'env.java.opts.all':
      '"--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.text=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"',
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

function start(script, env) {
  const child = spawn('bash', [script, 'start-foreground'], {
    env,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  children.push(child);
}

function must(command, args, env) {
  const done = spawnSync(command, args, { env, encoding: 'utf8', cwd: folder });
  if (done.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')}: ${
        done.error ?? (done.stdout + done.stderr).slice(-6000)
      }`,
    );
  }
  return done.stdout;
}

async function ask(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return answer.json();
}

/** The first value that is true; a Flink that does not answer yet is asked again. */
async function until(what, asked) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    let value;
    try {
      value = await asked();
    } catch (error) {
      if (!/fetch failed/.test(error.message)) throw error;
    }
    if (value) return value;
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`);
    }
    await sleep(300);
  }
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function say(text) {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}
