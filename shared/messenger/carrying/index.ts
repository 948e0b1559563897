export type { CarriedFiles } from './carried-files.ts'
export { Carrying } from './carrying.ts'
