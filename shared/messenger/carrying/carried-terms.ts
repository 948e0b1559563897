/** A carried room as its token has it now, and who in it may have what lies here: listed devices, and the room's other carriers (CARR-1). */
import type { AccountId, DeviceId, RoomHandle } from '../../ids/index.ts'
import type { RoomKey } from '../../store/index.ts'

export interface CarriedTerms {
  readonly key: RoomKey
  readonly handle: RoomHandle
  /** Who asked. */
  readonly account: AccountId
  readonly devices: readonly DeviceId[]
  readonly fellows: readonly DeviceId[]
}

export function isServed({ devices, fellows }: CarriedTerms, device: DeviceId): boolean {
  return devices.includes(device) || fellows.includes(device)
}
