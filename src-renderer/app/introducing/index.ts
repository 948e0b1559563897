/** What is sent of the world outside: somebody's card, a place. */
export { SendCardDialog } from './SendCardDialog.tsx'
export { SendPlaceDialog } from './SendPlaceDialog.tsx'
