/** The tag by which an application says which order made it, so that the same order never makes a second one. */
export const ORDER_TAG = 'flink-portal:order';
