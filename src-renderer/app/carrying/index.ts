export { CarriedSettings } from './CarriedSettings.tsx'
export { CarryAsks } from './CarryAsks.tsx'
export { Keepers } from './Keepers.tsx'
