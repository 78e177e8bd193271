import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { FlinkIcon } from '../FlinkIcon';
import { rootRouteRef } from '../routes';

export const flinkPage = PageBlueprint.make({
  params: {
    path: '/flink',
    title: 'Flink',
    icon: <FlinkIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () => import('../page').then(m => <m.FlinkPageContent />),
  },
});
