import { sectionHref } from './sectionHref';

/** The address of one followed action, from the address of its application's page. */
export function actionHref(applicationHref: string, actionId: string): string {
  const [path, query] = sectionHref(applicationHref, 'actions').split('?');
  const params = new URLSearchParams(query);
  params.set('actionId', actionId);
  return `${path}?${params}`;
}
