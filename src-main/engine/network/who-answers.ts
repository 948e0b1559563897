/** Which device answers at an address: Noise proves its key, and the connection is let go at once. Never rejects. */
import { multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { Address } from '../../../shared/reach/index.ts'
import { deviceOf } from './peer-id.ts'
import type { Dialler } from './race-dial.ts'

export async function whoAnswers(dialler: Dialler, address: Address, signal: AbortSignal): Promise<DeviceId | undefined> {
  try {
    const connection = await dialler.dial(multiaddr(address.text), { signal })
    const device = deviceOf(connection.remotePeer)
    connection.abort(new OnlyAsked())
    return device
  } catch {
    return undefined
  }
}

class OnlyAsked extends Error {
  override readonly name = 'OnlyAsked'
}
