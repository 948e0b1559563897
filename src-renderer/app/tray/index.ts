/** What is going to be sent with the next message: chosen, dropped or pasted; put in order, made smaller, taken out again. */
export { AttachButton } from './AttachButton.tsx'
export { DropZone } from './DropZone.tsx'
export { pastedFiles } from './pasted-files.ts'
export { createTray, sentOf } from './tray.ts'
export type { Tray, TrayItem, TrayState } from './tray.ts'
export { TrayStrip } from './TrayStrip.tsx'
