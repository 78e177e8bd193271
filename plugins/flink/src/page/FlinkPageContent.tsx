import { Content, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { ApplicationContent } from '../application';
import { FleetContent } from '../fleet';
import { rootRouteRef } from '../routes';
import { SourcesContent } from '../sources';
import { EmptySentence } from '../states';
import { applicationIdInPath } from './applicationIdInPath';

/** What stands at `/flink`, without a page header: the app's shell draws it. */
export function FlinkPageContent() {
  return (
    <Content>
      <Routes>
        <Route path="/" element={<FleetContent />} />
        <Route path="/applications/:id" element={<ApplicationPage />} />
        <Route path="/sources" element={<SourcesPage />} />
        <Route
          path="*"
          element={
            <Below>
              <EmptySentence>There is no such page.</EmptySentence>
            </Below>
          }
        />
      </Routes>
    </Content>
  );
}

function ApplicationPage() {
  const id = applicationIdInPath(useLocation().pathname);
  return (
    <Below>
      {id ? (
        <ApplicationContent key={id} id={id} />
      ) : (
        <EmptySentence>The address holds no application id.</EmptySentence>
      )}
    </Below>
  );
}

function SourcesPage() {
  return (
    <Below>
      <Typography variant="h5" component="h2" gutterBottom>
        Sources
      </Typography>
      <SourcesContent />
    </Below>
  );
}

function Below(props: { children: ReactNode }) {
  const rootRoute = useRouteRef(rootRouteRef);
  return (
    <Typography variant="body2" component="div">
      {rootRoute && (
        <Typography variant="body2" paragraph>
          <Link to={rootRoute()}>All Flink applications</Link>
        </Typography>
      )}
      {props.children}
    </Typography>
  );
}
