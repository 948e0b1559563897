/**
 * What one device leaves for another: who it is and where it listens. Opaque to everything else here, so that a signed address record may
 * take its place. Believed by nobody: addresses are hints, and Noise decides who answers (SYNC-15).
 */
import { type Held, array, field, id, struct, text } from '../codec/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'

const content = struct({
  device: field(1, id('device')),
  addresses: field(2, array(text(RESOURCE.ADDRESS_CHARACTERS), { max: RESOURCE.RENDEZVOUS_ADDRESSES })),
})
export type MeetingPlace = Held<typeof content>

/** Best addresses first; those that do not fit are left out. */
export function encodeMeetingPlace(device: DeviceId, addresses: readonly string[]): Uint8Array {
  const fitting = addresses.filter(({ length }) => length <= RESOURCE.ADDRESS_CHARACTERS).slice(0, RESOURCE.RENDEZVOUS_ADDRESSES)
  for (;;) {
    const encoded = content.encode({ device, addresses: fitting })
    if (encoded.length <= RESOURCE.RENDEZVOUS_PAYLOAD_BYTES) return encoded
    fitting.pop()
  }
}

export function decodeMeetingPlace(bytes: Uint8Array): MeetingPlace | undefined {
  if (bytes.length > RESOURCE.RENDEZVOUS_PAYLOAD_BYTES) return undefined
  const read = content.decode(bytes)
  return read.ok ? read.value : undefined
}
