import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';

/** What a colour says. Stopped and Unknown share `neutral`: neither is an alarm. @public */
export type VerdictRole = 'success' | 'warning' | 'error' | 'info' | 'neutral';

/** @public */
export const VERDICT_ROLES: Readonly<Record<Verdict, VerdictRole>> = {
  Healthy: 'success',
  Degraded: 'warning',
  Unhealthy: 'error',
  Changing: 'info',
  Stopped: 'neutral',
  Unknown: 'neutral',
};

/**
 * Text and icon colours by theme. Backstage's `palette.status` is made for dots, not for words
 * (its light `pending` has a contrast of 1.2:1 on white), so the roles have colours of their own with
 * at least 4.5:1 on the theme's paper and page background.
 */
const ROLE_COLORS: Readonly<
  Record<'light' | 'dark', Readonly<Record<VerdictRole, string>>>
> = {
  light: {
    success: '#1a7339',
    warning: '#8a5000',
    error: '#b8122b',
    info: '#1f5493',
    neutral: '#595959',
  },
  dark: {
    success: '#7fdc98',
    warning: '#ffc470',
    error: '#ffa3a3',
    info: '#9cc9ff',
    neutral: '#d0d0d0',
  },
};

/** Colours of chart lines: none of them is a verdict's. */
const SERIES_COLORS: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  light: ['#4b3fa8', '#0b7a75', '#a3296b', '#5f6b00', '#7a4a2b', '#33658a'],
  dark: ['#b9b0ff', '#6fd6cf', '#f59ac8', '#cfd95a', '#e0b08c', '#9ad1f0'],
};

/** The colour of a verdict's icon and word. @public */
export function verdictColor(verdict: Verdict, theme: 'light' | 'dark') {
  return ROLE_COLORS[theme][VERDICT_ROLES[verdict]];
}

/** The colour of a role's icon and word. @public */
export function roleColor(role: VerdictRole, theme: 'light' | 'dark') {
  return ROLE_COLORS[theme][role];
}

/** The colour of the n-th line of a chart. @public */
export function seriesColor(index: number, theme: 'light' | 'dark') {
  const colors = SERIES_COLORS[theme];
  return colors[index % colors.length];
}
