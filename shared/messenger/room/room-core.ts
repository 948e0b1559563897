/**
 * What the parts of one room share: the outside world as interfaces, who this device is, and the room's key in the store. Parts get this
 * and each other explicitly; none reaches around it.
 */
import type { Clock, Crypto, Rng } from '../../crypto/index.ts'
import type { DeviceKeys } from '../../identity/index.ts'
import type { AccountId, RoomHandle, RoomId } from '../../ids/index.ts'
import type { RoomKey, Store } from '../../store/index.ts'

export interface RoomCore {
  readonly store: Store
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  readonly account: AccountId
  readonly keys: DeviceKeys
  readonly key: RoomKey
  readonly id: RoomId
  readonly handle: RoomHandle
}
