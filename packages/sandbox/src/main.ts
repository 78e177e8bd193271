import { portsFrom, startSandbox } from './startSandbox';

const DEFAULT_PORT_BASE = 7100;

function portBase(): number {
  const text = process.env.SANDBOX_PORT_BASE;
  const base = text === undefined ? DEFAULT_PORT_BASE : Number(text);
  if (!Number.isInteger(base) || base < 1 || base > 65_520) {
    throw new Error(
      `SANDBOX_PORT_BASE must be a port number between 1 and 65520, not "${text}"`,
    );
  }
  return base;
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({
    ports: portsFrom(portBase()),
    seed: process.env.SANDBOX_SEED,
    // Somebody watches: what they create must not take as long as in a real cloud.
    pace: 'brisk',
  });
  const { aws, eksProdEu, eksStagingUs, eksEdgeAp, git, control } =
    sandbox.ports;
  process.stdout.write(
    `Sandbox ready: AWS ${aws}, eks-prod-eu ${eksProdEu}, eks-staging-us ${eksStagingUs}, eks-edge-ap ${eksEdgeAp} (never answers), git ${git}, control ${control}\n`,
  );
  const stop = () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`The sandbox did not start: ${String(error)}\n`);
  process.exit(1);
});
