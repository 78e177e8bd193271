import { makeStyles } from '@material-ui/core/styles';
import { useApplicationActions } from '@flink-portal/backstage-plugin-flink-react';
import { useLocation } from 'react-router-dom';
import { actionHref } from '../../routes';
import { DataFrame, EmptySentence } from '../../states';
import { ActionFollow } from '../follow/ActionFollow';
import { useActionAddress } from '../useActionAddress';
import { ActionTable } from './ActionTable';
import { Pager } from './Pager';
import { useCursor } from './useCursor';

const PAGE_ITEMS = 20;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
  }),
  { name: 'FlinkActionsSection' },
);

/** What was done to an application from the portal, and the one that is followed above it. */
export function ActionsSection(props: {
  application: { id: string; name: string };
}) {
  const { id, name } = props.application;
  const classes = useStyles();
  const { followedId, unfollow } = useActionAddress();
  const { pathname, search } = useLocation();
  const cursor = useCursor();
  const read = useApplicationActions(id, {
    limit: PAGE_ITEMS,
    ...(cursor.cursor && { cursor: cursor.cursor }),
  });
  return (
    <div className={classes.root}>
      {followedId && (
        <ActionFollow
          key={followedId}
          applicationId={id}
          actionId={followedId}
          onClose={unfollow}
        />
      )}
      <DataFrame read={read} subject={`the actions on ${name}`} rows={3}>
        {({ items, nextCursor }) =>
          items.length === 0 && cursor.isFirst ? (
            <EmptySentence>
              None from this portal so far. What others did stands under
              Operations.
            </EmptySentence>
          ) : (
            <>
              <ActionTable
                label={`Actions on ${name}, newest first`}
                actions={items}
                hrefOf={action => actionHref(`${pathname}${search}`, action.id)}
              />
              <Pager
                label="Pages of actions"
                cursor={cursor}
                nextCursor={nextCursor}
              />
            </>
          )
        }
      </DataFrame>
    </div>
  );
}
