export { House, HouseRefused } from './house.ts'
export { Neighbourhood } from './neighbourhood.ts'
export type { NeighbourhoodOptions, NewHouse } from './neighbourhood.ts'
export { SCENE_ZONE, SceneClock } from './scene-clock.ts'
