export { ChoiceList } from './ChoiceList.tsx'
export type { Choice } from './ChoiceList.tsx'
