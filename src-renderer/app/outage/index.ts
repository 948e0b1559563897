export { OutageSettings } from './OutageSettings.tsx'
export { OutageStrip } from './OutageStrip.tsx'
export { useOutageStrip } from './state.ts'
