import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Persona } from './Persona';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0, 3, 3),
    // Below the page that lies behind, which is as high as the window.
    position: 'absolute',
    top: 420,
    left: 0,
    right: 0,
  },
  list: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    listStyle: 'none',
    margin: theme.spacing(2, 0, 0),
    padding: 0,
  },
  card: { display: 'flex', flexDirection: 'column', height: '100%' },
  text: { flexGrow: 1 },
}));

/** People to sign in as, with what each may do. */
export function PersonaList(props: {
  personas: readonly Persona[];
  onChoose: (persona: Persona) => void;
}) {
  const classes = useStyles();
  return (
    <section className={classes.root} aria-labelledby="personas">
      <Typography id="personas" variant="h5" component="h2">
        Or look at the portal as somebody else
      </Typography>
      <ul className={classes.list}>
        {props.personas.map(persona => (
          <li key={persona.userEntityRef}>
            <Card className={classes.card}>
              <CardContent className={classes.text}>
                <Typography variant="h6" component="h3">
                  {persona.title}
                </Typography>
                <Typography variant="body2">{persona.description}</Typography>
              </CardContent>
              <CardActions>
                <Button
                  color="primary"
                  variant="outlined"
                  onClick={() => props.onChoose(persona)}
                >
                  Sign in as {persona.title}
                </Button>
              </CardActions>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}
