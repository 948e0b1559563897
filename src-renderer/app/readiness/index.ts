export { ReadyPage } from './ReadyPage.tsx'
