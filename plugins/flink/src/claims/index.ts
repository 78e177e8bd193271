export { OwnershipNote } from './OwnershipNote';
export { ClaimsLink } from './ClaimsLink';
export { ClaimsContent } from './ClaimsContent';
