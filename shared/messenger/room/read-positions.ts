/**
 * How far others once said they had read. *read* never falls back (DLV-4), though a newer status takes the place of the one that said so:
 * its person may have turned read receipts off (DLV-3), or gone back to mark something as unread. In the caller's transaction.
 */
import { array, field, id, struct, tuple, uint } from '../../codec/index.ts'
import type { Holding, StatusPlain } from '../../custody/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { compareCursor } from '../../rooms/timeline/index.ts'
import type { RoomCore } from './room-core.ts'

type ReadPosition = Pick<Holding, 'read' | 'unreadBelow'>
interface KeptPosition extends ReadPosition {
  readonly read: NonNullable<Holding['read']>
}

const kept = struct({
  read: field(1, tuple(uint(), uint({ max: INTRINSIC.TIME_COUNTER }), id('message'))),
  unreadBelow: field(2, array(id('message'), { max: RESOURCE.READ_EXCEPTIONS })),
})

export class ReadPositions {
  readonly #core: RoomCore
  readonly #space: string
  readonly #kept = new Map<DeviceId, KeptPosition>()

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `reads/${core.key}`
    for (const [name, bytes] of core.store.values.list(this.#space)) {
      const device = parseId('device', name)
      const read = kept.decode(bytes)
      if (device === undefined || !read.ok) continue
      const [t, c, message] = read.value.read
      this.#kept.set(device, { read: { t, c, id: message }, unreadBelow: read.value.unreadBelow })
    }
  }

  /** Before another status takes the place of this one. */
  keep(device: DeviceId, plain: StatusPlain | undefined): void {
    const { read, unreadBelow } = this.of(device, plain)
    if (read === undefined || isSame(this.#kept.get(device), { read, unreadBelow })) return
    this.#kept.set(device, { read, unreadBelow })
    this.#core.store.values.put(this.#space, device, kept.encode({ read: [read.t, read.c, read.id], unreadBelow }))
  }

  /** As far as the device ever said, given what it says now. */
  of(device: DeviceId, plain: StatusPlain | undefined): ReadPosition {
    const before = this.#kept.get(device)
    if (plain?.read === undefined || (before !== undefined && compareCursor(before.read, plain.read) > 0))
      return before ?? { read: undefined, unreadBelow: [] }
    return { read: plain.read, unreadBelow: plain.unreadBelow ?? [] }
  }
}

function isSame(before: KeptPosition | undefined, now: KeptPosition): boolean {
  return before !== undefined && compareCursor(before.read, now.read) === 0 && before.unreadBelow.join() === now.unreadBelow.join()
}
