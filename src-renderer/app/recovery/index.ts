export { ShownWords } from './ShownWords.tsx'
export { WORD_COUNT, WordFields } from './WordFields.tsx'
export { WordsCheck } from './WordsCheck.tsx'
