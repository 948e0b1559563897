export { houseWords } from './house.ts'
export { keyWords } from './keys.ts'
export { uiWords } from './ui.ts'
