import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The stock kubectl, pointed at one cluster and at nothing else of this machine. */
export class Kubectl {
  private readonly home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  private readonly config = join(this.home, 'config');

  /** @param caData - the cluster's certificate in base64; kubectl sends no token without TLS */
  constructor(server: string, caData: string, token: string) {
    writeFileSync(
      this.config,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'cluster',
            cluster: { server, 'certificate-authority-data': caData },
          },
        ],
        users: [{ name: 'admin', user: { token } }],
        contexts: [
          { name: 'admin', context: { cluster: 'cluster', user: 'admin' } },
        ],
        'current-context': 'admin',
      }),
    );
  }

  /** @throws Error with what kubectl printed when it fails, or that it is not installed */
  run(...args: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        'kubectl',
        args,
        {
          env: { ...process.env, HOME: this.home, KUBECONFIG: this.config },
          timeout: 60_000,
        },
        (error, stdout, stderr) => {
          if (error) {
            reject(
              new Error(
                error.code === 'ENOENT'
                  ? 'kubectl is not on the PATH; install kubectl 1.30 or newer to run this test'
                  : `kubectl ${args.join(' ')}: ${stderr || error.message}`,
              ),
            );
            return;
          }
          resolve(stdout);
        },
      );
    });
  }

  /** Sends an object as a file. */
  async send(command: readonly string[], object: unknown): Promise<string> {
    const file = join(this.home, 'object.json');
    writeFileSync(file, JSON.stringify(object));
    return this.run(...command, '-f', file);
  }

  close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
