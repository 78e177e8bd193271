import { InfoCard } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  VERDICTS,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  useEntityApplications,
  useSources,
} from '@flink-portal/backstage-plugin-flink-react';
import { ActionDialogHost } from '../actions';
import { VerdictAnnouncer } from '../announce/VerdictAnnouncer';
import { useApplicationHref } from '../routes';
import { DataFrame } from '../states';
import { ApplicationHealth } from './ApplicationHealth';
import { ApplicationRows } from './ApplicationRows';
import { NothingLinked, UnresolvedClaims } from './NothingLinked';
import { worstFirst } from './worstFirst';

const useStyles = makeStyles(
  theme => ({
    // The card keeps its place while it loads.
    root: {
      ...theme.typography.body2,
      minHeight: 132,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkHealthCard' },
);

/**
 * The health of the Flink applications that an entity's annotations name.
 *
 * @public
 */
export function EntityFlinkHealthCard() {
  const { entity } = useEntity();
  const classes = useStyles();
  const read = useEntityApplications(entity);
  const card = (
    <InfoCard title="Flink">
      <div className={classes.root}>
        <DataFrame
          read={read}
          subject={`the Flink applications of ${entity.metadata.name}`}
          showsVerdict
        >
          {answer => <LinkedApplications answer={answer} kind={entity.kind} />}
        </DataFrame>
      </div>
    </InfoCard>
  );
  return read.data && isClaimedByKubernetesAlone(read.data) ? (
    <UnlessNoFlink entity={entity}>{card}</UnlessNoFlink>
  ) : (
    card
  );
}

/**
 * One of a company's many other Kubernetes services needs no card about Flink on its page. That it has no
 * Flink is only known when its clusters answered: until then the card stays and says what it cannot know.
 */
function UnlessNoFlink(props: { entity: Entity; children: JSX.Element }) {
  const { data } = useSources();
  const cluster =
    props.entity.metadata.annotations?.[ANNOTATION_KUBERNETES_CLUSTER];
  const clusters = data?.items.filter(
    ({ runtime, title }) =>
      runtime === 'kubernetes' && (!cluster || title === cluster),
  );
  return clusters?.every(({ status }) => status === 'ok')
    ? null
    : props.children;
}

function isClaimedByKubernetesAlone(answer: flinkApi.EntityApplications) {
  return (
    answer.items.length === 0 &&
    answer.unresolved.length > 0 &&
    answer.unresolved.every(({ annotation }) =>
      annotation.startsWith('backstage.io/kubernetes-'),
    )
  );
}

function LinkedApplications(props: {
  answer: flinkApi.EntityApplications;
  kind: string;
}) {
  const { answer, kind } = props;
  const hrefOf = useApplicationHref();
  const applications = worstFirst(answer.items);
  if (applications.length === 0) {
    return <NothingLinked answer={answer} kind={kind} />;
  }
  return (
    <>
      <VerdictAnnouncer applications={applications} />
      <ActionDialogHost
        applications={applications}
        hrefOf={id => {
          const started = applications.find(one => one.id === id);
          return started && hrefOf(started);
        }}
      />
      {applications.length === 1 ? (
        <ApplicationHealth
          application={applications[0]}
          detailsHref={hrefOf(applications[0])}
        />
      ) : (
        <>
          <div>{countsSentence(applications)}</div>
          <ApplicationRows applications={applications} hrefOf={hrefOf} />
        </>
      )}
      {answer.unresolved.length > 0 && (
        <UnresolvedClaims claims={answer.unresolved} />
      )}
    </>
  );
}

function countsSentence(applications: readonly flinkApi.ApplicationSummary[]) {
  const counts = VERDICTS.map(verdict => ({
    verdict,
    count: applications.filter(item => item.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  return `${applications.length} applications: ${counts
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(', ')}`;
}
