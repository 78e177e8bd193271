export * from './KubernetesRequestError';
export * from './KubernetesTransport';
export * from './KubernetesWrites';
export * from './PortalKubernetesTransport';
