export { createAwsListener, type AwsListenerOptions } from './awsListener';
export { CallCounter } from './wire/callCounter';
export type { RateLimit } from './wire/tokenBucket';
