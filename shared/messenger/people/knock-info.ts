/** A knock as `knocks()` lists it: from somebody nearby, or at the door of a room. */
import type { RoomId } from '../../ids/index.ts'
import type { KnockView } from '../api.ts'

export interface KnockInfo extends KnockView {
  readonly kind: 'contact' | 'room'
  /** Into which room. */
  readonly room?: RoomId
}
