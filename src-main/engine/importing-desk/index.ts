export { ImportDesk } from './desk.ts'
