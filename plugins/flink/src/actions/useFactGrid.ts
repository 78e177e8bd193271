import { makeStyles } from '@material-ui/core/styles';

/** Terms beside their values; one below the other on a phone. For a `dl` of plain `dt` and `dd`. */
export const useFactGrid = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2),
      margin: 0,
      '& dd': { margin: 0 },
      '& dt': { color: theme.palette.text.secondary },
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
  }),
  { name: 'FlinkFactGrid' },
);
