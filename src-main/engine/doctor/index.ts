export { createDoctor } from './doctor.ts'
export type { Doctor } from './doctor.ts'
