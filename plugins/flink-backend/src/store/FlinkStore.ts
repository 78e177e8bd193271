import type { Knex } from 'knex';
import { ApplicationStore } from './ApplicationStore';
import { CallStore } from './CallStore';
import { LinkStore } from './LinkStore';
import { MetricStore } from './MetricStore';
import { SourceStore } from './SourceStore';

/** The plugin's database, room by room. */
export class FlinkStore {
  readonly applications: ApplicationStore;
  readonly calls: CallStore;
  readonly links: LinkStore;
  readonly metrics: MetricStore;
  readonly sources: SourceStore;

  constructor(readonly knex: Knex) {
    this.applications = new ApplicationStore(knex);
    this.calls = new CallStore(knex);
    this.links = new LinkStore(knex);
    this.metrics = new MetricStore(knex);
    this.sources = new SourceStore(knex);
  }
}
