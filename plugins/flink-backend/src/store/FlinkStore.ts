import type { Knex } from 'knex';
import { ApplicationStore } from './ApplicationStore';
import { CallStore } from './CallStore';
import { EventStore } from './EventStore';
import { FaultStore } from './FaultStore';
import { LinkStore } from './LinkStore';
import { MetricStore } from './MetricStore';
import { SourceStore } from './SourceStore';
import { TransitionStore } from './TransitionStore';

/** The plugin's database, room by room. */
export class FlinkStore {
  readonly applications: ApplicationStore;
  readonly calls: CallStore;
  readonly events: EventStore;
  readonly faults: FaultStore;
  readonly links: LinkStore;
  readonly metrics: MetricStore;
  readonly sources: SourceStore;
  readonly transitions: TransitionStore;

  constructor(readonly knex: Knex) {
    this.applications = new ApplicationStore(knex);
    this.calls = new CallStore(knex);
    this.events = new EventStore(knex);
    this.faults = new FaultStore(knex);
    this.links = new LinkStore(knex);
    this.metrics = new MetricStore(knex);
    this.sources = new SourceStore(knex);
    this.transitions = new TransitionStore(knex);
  }
}
