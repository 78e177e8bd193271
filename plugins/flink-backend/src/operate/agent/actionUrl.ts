/** Where a person sees an action in the portal, and confirms or rejects it. */
export function actionUrl(
  portalUrl: string,
  applicationId: string,
  actionId: string,
): string {
  const base = portalUrl.replace(/\/+$/, '');
  return `${base}/flink/applications/${encodeURIComponent(
    applicationId,
  )}?actionId=${encodeURIComponent(actionId)}`;
}
