import { Content } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  locationText,
  useEntityApplications,
} from '@flink-portal/backstage-plugin-flink-react';
import { NothingLinked, UnresolvedClaims, worstFirst } from '../card';
import { DataFrame, EmptySentence } from '../states';
import { ApplicationContent } from './ApplicationContent';
import { useSelectedApplication } from './useSelectedApplication';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    select: { maxWidth: 560 },
  }),
  { name: 'FlinkEntityContent' },
);

/**
 * The tab "Flink" on an entity's page.
 *
 * @public
 */
export function EntityFlinkContent() {
  const { entity } = useEntity();
  const classes = useStyles();
  const read = useEntityApplications(entity);
  return (
    <Content>
      <div className={classes.root}>
        <DataFrame
          read={read}
          subject={`the Flink applications of ${entity.metadata.name}`}
          rows={8}
          showsVerdict
        >
          {answer => <LinkedApplications answer={answer} kind={entity.kind} />}
        </DataFrame>
      </div>
    </Content>
  );
}

function LinkedApplications(props: {
  answer: flinkApi.EntityApplications;
  kind: string;
}) {
  const { answer, kind } = props;
  const classes = useStyles();
  const applications = worstFirst(answer.items);
  const { id, isForeign, select } = useSelectedApplication(applications);
  if (applications.length === 0) {
    return <NothingLinked answer={answer} kind={kind} />;
  }
  return (
    <>
      {isForeign && (
        <EmptySentence>
          The address names an application that this{' '}
          {kind.toLocaleLowerCase('en-US')} does not have, or that you may not
          see. Choose one below.
        </EmptySentence>
      )}
      {(applications.length > 1 || isForeign) && (
        <TextField
          select
          id="flink-application"
          className={classes.select}
          label={`Application (${applications.length})`}
          variant="outlined"
          size="small"
          value={id ?? ''}
          onChange={event => select(event.target.value)}
        >
          {applications.map(application => (
            <MenuItem key={application.id} value={application.id}>
              {[
                application.name,
                application.verdict,
                application.environment,
                locationText(application.scope),
              ]
                .filter(Boolean)
                .join(' · ')}
            </MenuItem>
          ))}
        </TextField>
      )}
      {id !== undefined && <ApplicationContent key={id} id={id} />}
      {answer.unresolved.length > 0 && (
        <UnresolvedClaims claims={answer.unresolved} />
      )}
    </>
  );
}
