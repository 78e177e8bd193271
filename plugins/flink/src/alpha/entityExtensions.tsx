import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { flinkEntityFilter } from '../entity';
import { FlinkIcon } from '../FlinkIcon';
import { ENTITY_TAB_PATH, entityContentRouteRef } from '../routes';

export const flinkHealthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'content',
    filter: flinkEntityFilter,
    loader: () => import('../card').then(m => <m.EntityFlinkHealthCard />),
  },
});

export const flinkEntityContent = EntityContentBlueprint.make({
  name: 'flink',
  params: {
    path: ENTITY_TAB_PATH,
    title: 'Flink',
    icon: <FlinkIcon fontSize="inherit" />,
    routeRef: entityContentRouteRef,
    filter: flinkEntityFilter,
    loader: () => import('../application').then(m => <m.EntityFlinkContent />),
  },
});
