import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { VerdictChip } from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { Owner } from '../card';
import {
  ChangeCell,
  CheckpointCell,
  LagCell,
  NameCell,
  PlaceCell,
  ReasonCell,
  RestartsCell,
} from './fleetCells';
import type { FleetSort } from './fleetView';

/** One column of the fleet. Without `sort` the backend cannot sort by it. */
export interface FleetColumn {
  readonly title: string;
  readonly sort?: FleetSort;
  readonly cell: (application: flinkApi.ApplicationSummary) => ReactNode;
}

/** The fleet's columns in the order an on-call person asks. */
export const FLEET_COLUMNS: readonly FleetColumn[] = [
  {
    title: 'Verdict',
    sort: 'verdict',
    cell: application => (
      <>
        <VerdictChip verdict={application.verdict} />
        <div>
          <ReasonCell application={application} />
        </div>
      </>
    ),
  },
  {
    title: 'Name',
    sort: 'name',
    cell: application => <NameCell application={application} />,
  },
  {
    title: 'Owner',
    sort: 'owner',
    cell: ({ owner }) => (owner ? <Owner owner={owner} /> : 'none'),
  },
  { title: 'Environment', cell: ({ environment }) => environment ?? 'none' },
  {
    title: 'Runs on',
    cell: application => <PlaceCell application={application} />,
  },
  {
    title: 'Lag',
    sort: 'lag',
    cell: application => <LagCell application={application} />,
  },
  {
    title: 'Last checkpoint',
    sort: 'lastCheckpoint',
    cell: application => <CheckpointCell application={application} />,
  },
  {
    title: 'Restarts 24 h',
    sort: 'restarts',
    cell: application => <RestartsCell application={application} />,
  },
  {
    title: 'Flink',
    sort: 'flinkVersion',
    cell: ({ flinkVersion }) => flinkVersion ?? 'not read',
  },
  {
    title: 'Last change',
    sort: 'lastChange',
    cell: application => <ChangeCell application={application} />,
  },
];
