export { Room } from './Room.tsx'
