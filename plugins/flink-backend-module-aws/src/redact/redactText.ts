import {
  ASSIGNMENT,
  HIDDEN,
  isSecretKey,
  SECRET_SHAPES,
} from './secretPatterns';

/**
 * Removes what looks secret from the service's own words: error texts quote properties and URLs.
 * The rest stays readable, unlike a property's value, which is hidden as a whole.
 */
export function redactText(text: string): string {
  const shaped = SECRET_SHAPES.reduce(
    (rest, shape) => rest.replace(shape, HIDDEN),
    text,
  );
  return shaped.replace(ASSIGNMENT, (all, key: string, sign: string) =>
    isSecretKey(key) ? `${key}${sign}${HIDDEN}` : all,
  );
}
