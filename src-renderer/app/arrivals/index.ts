export { arrivalOf, useArrival } from './arrivals.ts'
