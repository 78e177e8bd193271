export {
  startKubernetesApi,
  type KubernetesApi,
  type KubernetesApiOptions,
} from './start-kubernetes-api';
export { startSilentApi, type SilentApi } from './server/silent-api';
export { selfSignedCertificate } from './server/self-signed';
export type { TlsMaterial } from './server/http-server';
export {
  FULL_ACCESS,
  READ_ACCESS,
  type ApiToken,
  type PolicyRule,
} from './api/access';
export type {
  JsonObject,
  JsonValue,
  KubernetesObject,
  ObjectMeta,
} from './store/objects';
export { VERBATIM_ANNOTATION } from './operator/operator';
export { STORY_ANNOTATION } from './operator/spec-reconciler';
