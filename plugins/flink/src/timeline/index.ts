export { TimelineSection } from './TimelineSection';
