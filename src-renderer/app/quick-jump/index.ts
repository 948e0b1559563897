export { QuickJump } from './QuickJump.tsx'
export { openQuickJump } from './state.ts'
