export { FirstRun } from './FirstRun.tsx'
export { useFirstRun } from './stage.ts'
