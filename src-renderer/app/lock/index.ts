export { Lock } from './Lock.tsx'
export { useLock } from './use-lock.ts'
