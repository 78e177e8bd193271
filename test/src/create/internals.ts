// What is compared is inside of packages, which publish features and no parts.
/* eslint-disable @backstage/no-relative-monorepo-imports */
export { createInput } from '../../../plugins/flink-backend-module-aws/src/operate/create/createInput';
export { orderOf } from '../../../plugins/flink-backend/src/create/orderOf';
export { plannedCreation } from '../../../plugins/flink-backend/src/create/plannedCreation';
export { applicationOf } from '../../../packages/sandbox/src/ci/managed/applicationOf';
export { notOfShape } from '../../../packages/sandbox/src/ci/managed/fitToShape';
export { stackOf } from '../../../packages/sandbox/src/ci/managed/stackOf';
