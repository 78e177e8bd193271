import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HEALTH_RULES, UNKNOWN_FINDINGS } from './rules';
import { cell, rulesDocument } from './rulesDocument';
import { RULES_GUIDE } from './rulesGuide';

const FILE = resolve(__dirname, '../../../../docs/health-rules.md');

function rule(id: string) {
  const found = HEALTH_RULES.find(one => one.id === id);
  if (!found) {
    throw new Error(`no rule ${id}`);
  }
  return found;
}

describe('docs/health-rules.md', () => {
  it('is what the code says; renew it with UPDATE_DOCUMENTS=1', () => {
    if (process.env.UPDATE_DOCUMENTS) {
      writeFileSync(FILE, rulesDocument());
    }
    expect(readFileSync(FILE, 'utf8')).toBe(rulesDocument());
  });

  it('has a guide for every rule and for nothing else', () => {
    const ids = [...HEALTH_RULES, ...Object.values(UNKNOWN_FINDINGS)].map(
      ({ id }) => id,
    );
    expect(Object.keys(RULES_GUIDE).sort()).toEqual([...ids].sort());
  });
});

describe('the matrix', () => {
  it('follows from what a rule needs and the catalog feeds', () => {
    expect(cell(rule('restart-loop'), 'managed', '2.x')).toBe(
      '`numRestarts`, `uptime`',
    );
    expect(cell(rule('restart-loop'), 'managed', 'notebook')).toBe('–');
    expect(cell(rule('checkpoint-missing'), 'managed', '1.x')).toBe(
      '`lastCheckpointDuration`, `lastCheckpointSize`',
    );
    expect(cell(rule('resource-pressure'), 'standalone', '1.x')).toBe(
      '`heapMemoryUtilization`, `cpuUtilization`',
    );
    expect(cell(rule('job-manager-down'), 'kubernetes', '1.x')).toBe(
      '_if stated_',
    );
    expect(cell(rule('no-job'), 'standalone', '1.x')).toBe('_read_');
    expect(cell(rule('notebook-idle'), 'kubernetes', '1.x')).toBe('–');
  });
});
