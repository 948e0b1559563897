export { Room } from './Room.tsx'
export { usePins } from './use-pins.ts'
export { useSplit } from './use-split.ts'
