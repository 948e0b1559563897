export { ContactPicker } from './ContactPicker.tsx'
export { NewRoom } from './NewRoom.tsx'
