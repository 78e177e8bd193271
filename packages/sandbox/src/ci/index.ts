export { Ci, type CiOptions } from './Ci';
export type { ClusterAccess } from './eks/deployEks';
