export { TemplatesContent } from './TemplatesContent';
export { TemplatesLink } from './TemplatesLink';
