export { MovingIn } from './MovingIn.tsx'
export { takeDropped } from './take-dropped.ts'
