import ButtonBase from '@material-ui/core/ButtonBase';
import Collapse from '@material-ui/core/Collapse';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  locationText,
  VerdictChip,
} from '@flink-portal/backstage-plugin-flink-react';
import { useId, useState } from 'react';
import { ApplicationHealth } from './ApplicationHealth';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: { borderTop: `1px solid ${theme.palette.divider}` },
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'flex-start',
      gap: theme.spacing(0.5, 1.5),
      width: '100%',
      padding: theme.spacing(1, 0),
      textAlign: 'left',
      font: 'inherit',
      '&:focus-visible': { outline: `2px solid currentColor` },
    },
    verdict: { minWidth: 116 },
    quiet: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
    arrow: { marginLeft: 'auto' },
    body: { padding: theme.spacing(0.5, 0, 1.5) },
  }),
  { name: 'FlinkApplicationRows' },
);

/** Several applications, one row each, worst first; a row opens in place. */
export function ApplicationRows(props: {
  applications: readonly flinkApi.ApplicationSummary[];
  hrefOf: (application: flinkApi.ApplicationSummary) => string | undefined;
}) {
  const { applications, hrefOf } = props;
  const classes = useStyles();
  // The worst is open from the beginning if it asks for attention; refreshes leave the choice alone.
  const [openIds, setOpenIds] = useState<readonly string[]>(() =>
    applications
      .slice(0, 1)
      .filter(needsAttention)
      .map(({ id }) => id),
  );
  const toggle = (id: string) =>
    setOpenIds(ids =>
      ids.includes(id) ? ids.filter(open => open !== id) : [...ids, id],
    );
  return (
    <ul className={classes.list}>
      {applications.map(application => (
        <li key={application.id} className={classes.item}>
          <Row
            application={application}
            href={hrefOf(application)}
            isOpen={openIds.includes(application.id)}
            onToggle={() => toggle(application.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function needsAttention({ verdict }: flinkApi.ApplicationSummary) {
  return verdict !== 'Healthy' && verdict !== 'Stopped';
}

function Row(props: {
  application: flinkApi.ApplicationSummary;
  href?: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { application, href, isOpen, onToggle } = props;
  const classes = useStyles();
  const bodyId = useId();
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  return (
    <>
      <ButtonBase
        className={classes.row}
        onClick={onToggle}
        aria-expanded={isOpen}
        aria-controls={bodyId}
        disableRipple={isStill}
      >
        <span className={classes.verdict}>
          <VerdictChip verdict={application.verdict} />
        </span>
        <strong>{application.name}</strong>
        <span className={classes.quiet}>
          {[application.environment, locationText(application.scope)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {application.topFinding && <span>{application.topFinding.title}</span>}
        <ExpandMoreIcon
          aria-hidden="true"
          className={classes.arrow}
          style={isOpen ? { transform: 'rotate(180deg)' } : undefined}
        />
      </ButtonBase>
      <div id={bodyId}>
        <Collapse
          in={isOpen}
          timeout={isStill ? 0 : undefined}
          mountOnEnter
          unmountOnExit
        >
          <div className={classes.body}>
            <ApplicationHealth application={application} detailsHref={href} />
          </div>
        </Collapse>
      </div>
    </>
  );
}
