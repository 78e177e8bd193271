import {
  Chip,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@material-ui/core';
import { makeStyles } from '@material-ui/core/styles';
import type {
  MonthlyCost,
  RuntimeComparison,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Target } from '../frame/fieldProps';
import { CostBar } from './CostBar';

const useStyles = makeStyles(
  theme => ({
    cell: { verticalAlign: 'top', minWidth: 160 },
    chip: { marginLeft: theme.spacing(1) },
    warning: {
      borderLeft: `3px solid ${theme.palette.warning.main}`,
      paddingLeft: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'FlinkRuntimeComparison' },
);

const NAMES: Record<Target, string> = {
  managed: 'Managed Flink',
  eks: 'EKS',
};

/** Size, cost and the differences between the two ways to run a job, with the one that fits better. */
export function RuntimeComparisonTable(props: {
  comparison: RuntimeComparison;
  /** The one that the template makes. */
  target: Target;
}) {
  const { comparison, target } = props;
  const classes = useStyles();
  const { size, managedCost, eksCost, recommended, reason } = comparison;
  const dearest = Math.max(managedCost?.totalUsd ?? 0, eksCost?.totalUsd ?? 0);
  const rows: readonly (readonly [
    string,
    JSX.Element | string,
    JSX.Element | string,
  ])[] = [
    [
      'Size',
      `Parallelism ${size.parallelism}: ${size.managed.kpus} KPU${
        size.managed.kpus === 1 ? '' : 's'
      } (1 vCPU, 4 GB each) and 1 that orchestrates`,
      `Parallelism ${size.parallelism}: ${size.eks.taskManagers} TaskManager${
        size.eks.taskManagers === 1 ? '' : 's'
      } (${size.eks.taskManagerCpu} vCPU, ${
        size.eks.taskManagerMemoryMib / 1024
      } GiB each) and a JobManager`,
    ],
    [
      'A month, list price',
      <Cost key="managed" cost={managedCost} dearestUsd={dearest} />,
      <Cost key="eks" cost={eksCost} dearestUsd={dearest} />,
    ],
    ...comparison.differences.map(
      ({ question, managed, eks }) => [question, managed, eks] as const,
    ),
  ];
  return (
    <div aria-live="polite">
      {size.warnings.map(warning => (
        <Typography key={warning} variant="body2" className={classes.warning}>
          {warning}
        </Typography>
      ))}
      <TableContainer>
        <Table size="small" aria-label="Managed Flink and EKS for this load">
          <TableHead>
            <TableRow>
              <TableCell />
              {(['managed', 'eks'] as const).map(each => (
                <TableCell key={each} className={classes.cell}>
                  {NAMES[each]}
                  {each === recommended && (
                    <Chip
                      size="small"
                      color="primary"
                      label="fits better"
                      className={classes.chip}
                    />
                  )}
                  {each === target && (
                    <Chip
                      size="small"
                      variant="outlined"
                      label="this template"
                      className={classes.chip}
                    />
                  )}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(([question, managed, eks]) => (
              <TableRow key={question}>
                <TableCell component="th" scope="row" className={classes.cell}>
                  {question}
                </TableCell>
                <TableCell className={classes.cell}>{managed}</TableCell>
                <TableCell className={classes.cell}>{eks}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Typography variant="body2">
        {NAMES[recommended]} fits better: {reason}
        {recommended !== target &&
          ` This template makes a job on ${NAMES[target]}; go back to choose the other.`}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        How the size comes about: {size.reasons.join('; ')}.
      </Typography>
    </div>
  );
}

function Cost(props: { cost: MonthlyCost | undefined; dearestUsd: number }) {
  const { cost, dearestUsd } = props;
  if (!cost) {
    return <>The platform’s standards have no prices for the region chosen.</>;
  }
  return (
    <>
      <CostBar usd={cost.totalUsd} dearestUsd={dearestUsd} />
      {cost.parts.map(({ name, usd }) => (
        <Typography key={name} variant="caption" component="div">
          {name}: ${usd.toFixed(0)}
        </Typography>
      ))}
      <Typography variant="caption" color="textSecondary" component="div">
        {cost.region}, prices of {cost.asOf}
      </Typography>
    </>
  );
}
