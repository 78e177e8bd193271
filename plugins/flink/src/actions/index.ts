export { ActionMenu } from './ActionMenu';
export { ActionDialogHost } from './dialog/ActionDialogHost';
export { InFlightBanner } from './InFlightBanner';
export { ActionsSection } from './lists/ActionsSection';
export { useActionAddress } from './useActionAddress';
export { ActionsContent } from './lists/ActionsContent';
