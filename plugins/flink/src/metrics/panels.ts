import {
  METRIC_CATALOG,
  type flinkApi,
  type MetricPanel,
} from '@flink-portal/backstage-plugin-flink-common';
import { watermarkDelay } from './watermarkDelay';

/** One panel of the metrics section: what it is called and what may be in it. */
export interface PanelDefinition {
  readonly id: MetricPanel;
  readonly title: string;
}

/** In causal order: what comes in, what goes out, what slows it, what it costs, what breaks. */
export const PANELS: readonly PanelDefinition[] = [
  { id: 'input', title: 'Input rate and lag' },
  { id: 'output', title: 'Output rate' },
  { id: 'watermark', title: 'Watermark delay' },
  { id: 'pressure', title: 'Busy and backpressured time by part' },
  { id: 'checkpoints', title: 'Checkpoints: duration, size, failures' },
  { id: 'cpu', title: 'CPU' },
  { id: 'memory', title: 'Memory' },
  { id: 'restarts', title: 'Restarts' },
];

const PANEL_BY_METRIC: ReadonlyMap<string, MetricPanel | undefined> = new Map(
  Object.values(METRIC_CATALOG).map(({ name, panel }) => [name, panel]),
);

/** A panel with its series, one chart per unit: two units on one axis cannot be compared. */
export interface FilledPanel extends PanelDefinition {
  readonly charts: ReadonlyArray<readonly flinkApi.MetricSeries[]>;
}

/** Every panel, also those without a single series: they say why they are empty. */
export function fillPanels(
  series: readonly flinkApi.MetricSeries[],
): FilledPanel[] {
  return PANELS.map(panel => {
    const byUnit = new Map<string, flinkApi.MetricSeries[]>();
    for (const original of series) {
      if (PANEL_BY_METRIC.get(original.metric) === panel.id) {
        const shown = watermarkDelay(original);
        byUnit.set(shown.unit, [...(byUnit.get(shown.unit) ?? []), shown]);
      }
    }
    return { ...panel, charts: [...byUnit.values()] };
  });
}

/** Titles of the metrics that would stand in a panel. */
export function metricTitlesOf(panel: MetricPanel): string[] {
  return Object.values(METRIC_CATALOG)
    .filter(metric => metric.panel === panel)
    .map(({ title }) => title);
}
