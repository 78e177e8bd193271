import type { Section } from './Section';

/** The address of one section of an application's page, from the address of that page. */
export function sectionHref(href: string, section: Section): string {
  const [path, query] = href.split('?');
  const params = new URLSearchParams(query);
  params.set('section', section);
  return `${path}?${params}`;
}
