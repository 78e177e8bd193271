import { CopyTextButton } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useAllowedActions } from '@flink-portal/backstage-plugin-flink-react';
import { confirmingText } from './confirmingText';

const useStyles = makeStyles(
  theme => ({
    root: { fontSize: '0.85rem', overflowWrap: 'anywhere' },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
    add: { display: 'flex', flexWrap: 'wrap', alignItems: 'center' },
  }),
  { name: 'FlinkOwnershipNote' },
);

/**
 * Why nobody has rights over an application by an entity: an annotation is a claim that the application has to
 * confirm. Nothing where all is confirmed and one entity claims it.
 */
export function OwnershipNote(props: {
  application: Pick<flinkApi.ApplicationSummary, 'id' | 'name' | 'runtime'>;
  /** Several entities are named even when all are confirmed; on a card that would be noise. */
  showsConfirmed?: boolean;
}) {
  const { application, showsConfirmed = false } = props;
  const { id, name, runtime } = application;
  const classes = useStyles();
  const claims = useAllowedActions(id).data?.claims ?? [];
  const unconfirmed = claims.filter(({ confirmed }) => !confirmed);
  if (unconfirmed.length === 0 && (claims.length < 2 || !showsConfirmed)) {
    return null;
  }
  return (
    <details className={classes.root}>
      <summary>{summaryOf(claims, unconfirmed, name)}</summary>
      <ul className={classes.list}>
        {claims.map(({ entityRef, confirmed, message }) => {
          const { word, text } = confirmingText(runtime, entityRef);
          return (
            <li key={entityRef}>
              <EntityRefLink entityRef={entityRef} hideIcon />:{' '}
              {confirmed ? 'confirmed' : 'not confirmed'}. {message}
              {!confirmed && (
                <div className={classes.add}>
                  <span>
                    To confirm it, add the {word} <code>{text}</code>
                  </span>
                  <CopyTextButton
                    text={text}
                    tooltipText="Copied"
                    aria-label={`Copy the ${word} for ${entityRef}`}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function summaryOf(
  claims: readonly flinkApi.EntityClaim[],
  unconfirmed: readonly flinkApi.EntityClaim[],
  name: string,
): string {
  if (unconfirmed.length === 0) {
    return `${claims.length} entities claim ${name}, all confirmed.`;
  }
  return claims.length === 1
    ? `${name} does not confirm that it belongs to ${unconfirmed[0].entityRef}, so nobody may change it by that entity.`
    : `${claims.length} entities claim ${name}; it does not confirm ${unconfirmed.length} of them, so nobody may change it by those.`;
}
