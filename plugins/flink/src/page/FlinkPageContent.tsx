import { Content, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { lazy, Suspense, type ReactNode } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { ActionsContent } from '../actions';
import { ApplicationContent } from '../application';
import { ClaimsContent } from '../claims';
import { FleetContent } from '../fleet';
import { rootRouteRef } from '../routes';
import { SourcesContent } from '../sources';
import { EmptySentence, LoadingState } from '../states';
import { TemplatesContent } from '../templates';
import { applicationIdInPath } from './applicationIdInPath';

/** The texts about rules are long, and most visits do without them. */
const RulesContent = lazy(() =>
  import('../rules').then(m => ({ default: m.RulesContent })),
);

/** What stands at `/flink`, without a page header: the app's shell draws it. */
export function FlinkPageContent() {
  return (
    <Content>
      <Routes>
        <Route path="/" element={<FleetContent />} />
        <Route path="/applications/:id" element={<ApplicationPage />} />
        <Route
          path="/sources"
          element={
            <TitledPage title="Sources">
              <SourcesContent />
            </TitledPage>
          }
        />
        <Route
          path="/actions"
          element={
            <TitledPage title="Actions">
              <ActionsContent />
            </TitledPage>
          }
        />
        <Route
          path="/claims"
          element={
            <TitledPage title="Claims">
              <ClaimsContent />
            </TitledPage>
          }
        />
        <Route
          path="/templates"
          element={
            <TitledPage title="Templates">
              <TemplatesContent />
            </TitledPage>
          }
        />
        <Route path="/rules" element={<RulesPage />} />
        <Route path="/rules/:ruleId" element={<RulesPage />} />
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

function TitledPage(props: { title: string; children: ReactNode }) {
  return (
    <Below>
      <Typography variant="h5" component="h2" gutterBottom>
        {props.title}
      </Typography>
      {props.children}
    </Below>
  );
}

function RulesPage() {
  return (
    <Below>
      <Suspense fallback={<LoadingState subject="the health rules" rows={8} />}>
        <RulesContent />
      </Suspense>
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
