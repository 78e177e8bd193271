export { FlinkPageContent } from './FlinkPageContent';
