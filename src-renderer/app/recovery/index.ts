export { Caution } from './Caution.tsx'
export { WordCards } from './WordCards.tsx'
export { WORD_COUNT, WordFields } from './WordFields.tsx'
export { WordsCheck } from './WordsCheck.tsx'
