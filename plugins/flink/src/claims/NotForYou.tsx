import { ResponseError } from '@backstage/errors';
import Typography from '@material-ui/core/Typography';

/** Claims are shown to platform owners; everybody sees those of an application on its own page. */
export function NotForYou() {
  return (
    <div role="alert">
      <Typography variant="body1">You may not read all claims.</Typography>
      <Typography variant="body2" color="textSecondary">
        The permission flink.claim.read is missing for you. Who claims one
        application stands on its own page. Ask your platform team: "I need
        flink.claim.read to see which entities claim Flink applications."
      </Typography>
    </div>
  );
}

NotForYou.applies = (error: Error | undefined): boolean =>
  error instanceof ResponseError && error.statusCode === 403;
