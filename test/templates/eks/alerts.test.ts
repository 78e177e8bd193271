import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run';
import { eksForm, type SourceName } from './eksForms';
import { renderEks, renderFolder } from './renderEks';

jest.setTimeout(600_000);

describe('alerts of a job on EKS', () => {
  const folder = renderFolder();

  const tested = (repository: string) =>
    run('bash', ['ci/test-alerts'], { cwd: repository });

  it.each<[SourceName, string, string]>([
    ['kinesis', 'tier1', 'seconds'],
    ['msk', 'tier2', 'minutes'],
    ['s3', 'tier3', 'minutes'],
  ])(
    'fire when they should and stay silent when not, for %s in %s',
    async (source, criticality, latency) => {
      const into = join(folder, `${source}-${criticality}`);
      const form = eksForm(source, 's3', { criticality });
      await renderEks(
        { ...form, load: { ...(form.load as object), latency } },
        into,
      );
      const { code, output } = await tested(into);
      expect(output).toContain('SUCCESS');
      expect(code).toBe(0);
    },
  );

  it('are each held by a test: no rule can be turned around unnoticed', async () => {
    const into = join(folder, 'mutated');
    await renderEks(eksForm('msk', 's3'), into);
    const path = join(into, 'deploy/base/prometheusrule.yaml');
    const rules = await readFile(path, 'utf8');
    const names = [...rules.matchAll(/- alert: (\w+)/g)].map(
      ([, name]) => name,
    );
    const unnoticed: string[] = [];
    for (const name of names) {
      const start = rules.indexOf(`- alert: ${name}`);
      const next = rules.indexOf('- alert:', start + 1);
      const rule = rules.slice(start, next < 0 ? undefined : next);
      for (const [from, to] of turns(rule)) {
        await writeFile(path, rules.replace(rule, rule.replace(from, to)));
        if ((await tested(into)).code === 0) {
          unnoticed.push(`${name}: ${from} → ${to}`);
        }
      }
    }
    expect(names).toHaveLength(9);
    expect(unnoticed).toEqual([]);
  });
});

/** The comparison that decides a rule, turned around. */
function turns(rule: string): [string, string][] {
  const comparison = /(>=|<=|==|>|<) (-?[\d.]+)(?=\n)/.exec(rule);
  if (!comparison) {
    throw new Error(`No comparison in ${rule}`);
  }
  const [whole, operator, number] = comparison;
  const turned = operator.includes('>') ? '<' : '>';
  return [[`${whole}\n`, `${turned} ${number}\n`]];
}
