export type { CarriedFor, CarrierState, CarryAsk, CarryCode, CarryingApi, RoomCarrier } from './api-carrying.ts'
export { Carrying } from './carrying.ts'
