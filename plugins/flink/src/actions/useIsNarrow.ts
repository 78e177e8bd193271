import useMediaQuery from '@material-ui/core/useMediaQuery';

/** A phone. Only a snapshot is taken from there: a thumb hits the wrong thing too easily. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width:599.95px)', { noSsr: true });
}

/** Why an action is not offered on a phone. */
export const NEEDS_WIDER_SCREEN = 'Needs a screen at least 600 px wide.';
