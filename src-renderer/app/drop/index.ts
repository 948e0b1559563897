export { Drop } from './Drop.tsx'
