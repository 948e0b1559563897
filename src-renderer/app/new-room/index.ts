export { ChooseDialog } from './ChooseDialog.tsx'
export { NewRoom } from './NewRoom.tsx'
