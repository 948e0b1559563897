/** What tests of circuits ask of hosts: what is outside, the ways through others, and a stream over one of them. */
import type { PeerStream } from '../../shared/reach/index.ts'
import type { Outside } from '../../src-main/engine/network/index.ts'
import type { TestHost } from './hosts.ts'

/** Until what is outside fits; looked at with every change. */
export function until(host: TestHost, fits: (outside: Outside) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!fits(host.network.outside())) return
      release()
      resolve()
    }
    const release = host.network.onOutside(look)
    look()
  })
}

/** Addresses of the host through a relay. */
export function circuitsOf(host: TestHost): readonly string[] {
  return host.network.addresses().filter((text) => text.endsWith('/p2p-circuit'))
}

/** A stream from one to the other through a relay. */
export async function through(from: TestHost, to: TestHost): Promise<PeerStream> {
  const dialled = await from.network.dial(to.device, circuitsOf(to))
  if (!dialled.ok) throw new Error(dialled.code)
  return dialled.stream
}
