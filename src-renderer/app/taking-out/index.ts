export { Digest } from './Digest.tsx'
export { openDigest } from './digest-state.ts'
export { ExportRoom } from './ExportRoom.tsx'
export { TakingOut } from './TakingOut.tsx'
