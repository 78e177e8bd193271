export { RulesContent } from './RulesContent';
