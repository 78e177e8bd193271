import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useActions } from '@flink-portal/backstage-plugin-flink-react';
import { useId, type ReactNode } from 'react';
import { actionHref, useApplicationPageHref } from '../../routes';
import { DataFrame, EmptySentence } from '../../states';
import { ActionTable } from './ActionTable';
import { Pager } from './Pager';
import { useCursor } from './useCursor';
import { WaitingAction } from './WaitingAction';

const PAGE_ITEMS = 20;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(3) },
    list: { listStyle: 'none', margin: 0, padding: 0 },
  }),
  { name: 'FlinkActionsContent' },
);

/** Every action one may see: what waits for a person first, then what is in flight, then what ended. */
export function ActionsContent() {
  const classes = useStyles();
  const pageHref = useApplicationPageHref();
  const hrefOf = ({ applicationId, id }: flinkApi.Action) => {
    const href = pageHref(applicationId);
    return href === undefined ? undefined : actionHref(href, id);
  };
  return (
    <div className={classes.root}>
      <Part
        state="waiting"
        title="Waiting for a person"
        empty="Nothing waits for a person."
      >
        {(items, refresh) => (
          <ul className={classes.list}>
            {items.map(action => (
              <WaitingAction
                key={action.id}
                action={action}
                href={hrefOf(action)}
                onDecided={refresh}
              />
            ))}
          </ul>
        )}
      </Part>
      <Part state="inFlight" title="In flight" empty="Nothing is in flight.">
        {items => (
          <ActionTable
            label="Actions in flight"
            actions={items}
            hrefOf={hrefOf}
          />
        )}
      </Part>
      <Part
        state="ended"
        title="Ended"
        empty="No action has ended so far. What others did stands under each application's operations."
      >
        {items => (
          <ActionTable
            label="Ended actions, newest first"
            actions={items}
            hrefOf={hrefOf}
          />
        )}
      </Part>
    </div>
  );
}

function Part(props: {
  state: 'waiting' | 'inFlight' | 'ended';
  title: string;
  empty: string;
  children: (
    items: readonly flinkApi.Action[],
    refresh: () => void,
  ) => ReactNode;
}) {
  const { state, title, empty, children } = props;
  const id = useId();
  const cursor = useCursor();
  const read = useActions({
    state,
    limit: PAGE_ITEMS,
    ...(cursor.cursor && { cursor: cursor.cursor }),
  });
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="h6" component="h3">
        {title}
      </Typography>
      <DataFrame read={read} subject="the actions" rows={2}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? (
              <EmptySentence>{empty}</EmptySentence>
            ) : (
              children(items, read.refresh)
            )}
            <Pager
              label={`Pages: ${title}`}
              cursor={cursor}
              nextCursor={nextCursor}
            />
          </>
        )}
      </DataFrame>
    </section>
  );
}
