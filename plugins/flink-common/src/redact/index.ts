export { HIDDEN, holdsRandomWord, isSecretKey } from './secretPatterns';
export { redactSecrets } from './redactSecrets';
export { redactText } from './redactText';
