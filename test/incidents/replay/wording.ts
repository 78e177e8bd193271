import type { Finding } from '@flink-portal/backstage-plugin-flink-common';
import type { Fixture } from '../format/fixtureSchema';

/** What a runtime's data are fine enough for, or what it has to infer: said where it is known. */
const ONLY_WHERE_KNOWN = [/; (busiest|bottleneck)\b.*$/, / \(inferred [^)]*\)/];
const NUMBER_WITH_UNIT =
  /\d+(\.\d+)?( (k|M|G|%|ms|s|min|h|d|B|KiB|MiB|GiB|TiB|records|records\/s|count)\b| %)*/g;

/** A finding's words without numbers, and without what runtimes and people name. */
export function wordingOf(
  { application, columns }: Fixture,
  finding: Finding | undefined,
) {
  const names = [
    application.name,
    ...columns.flatMap(({ part }) => (part ? [part.name] : [])),
  ].sort((a, b) => b.length - a.length);
  let message = finding?.message ?? '';
  for (const pattern of ONLY_WHERE_KNOWN) {
    message = message.replace(pattern, '');
  }
  for (const name of names) {
    message = message.split(name).join('@');
  }
  return {
    title: finding?.title,
    nextStep: finding?.nextStep,
    message: message
      // After a colon come the runtime's own words.
      .replace(/: .*$/s, ':')
      .replace(/^(the job|@) is /, '@ is ')
      .replace(/\b[A-Z][A-Z_]{3,}\b/g, '@')
      .replace(NUMBER_WITH_UNIT, '#')
      .replace(/#( #)+/g, '#'),
  };
}
