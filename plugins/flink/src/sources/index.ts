export { SourcesContent } from './SourcesContent';
