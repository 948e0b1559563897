export { ByHand } from './ByHand.tsx'
export { OpenFiles } from './OpenFiles.tsx'
export { putOnUsb } from './state.ts'
