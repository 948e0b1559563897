export { Carrying } from './carrying.ts'
