export * from './KubernetesRequestError';
export * from './KubernetesTransport';
export * from './PortalKubernetesTransport';
