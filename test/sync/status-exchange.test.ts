import { expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { Frame } from '../../shared/sync/frames/index.ts'
import type { RoomSync } from '../../shared/sync/index.ts'
import type { LinkPort } from '../../shared/sync/link-port.ts'
import { StatusExchange } from '../../shared/sync/status-exchange.ts'

it('[CARR-2] what a carrier says of itself is told to versions that can read it, and to no others', () => {
  const [member, carrier] = [1, 2].map((fill) => idFromBytes('device', new Uint8Array(32).fill(fill)))
  if (member === undefined || carrier === undefined) throw new Error('two devices')
  const told = (knows: boolean): readonly Frame[] => {
    const sent: Frame[] = []
    const port = { hasRoom: true, hears: () => knows, send: (frame: Frame) => void sent.push(frame) }
    const room = {
      statusCounters: () => [
        { device: member, n: 5 },
        { device: carrier, n: 6, carrier: true },
      ],
      status: (device: string) => Uint8Array.of(device === member ? 1 : 2),
    }
    const exchange = new StatusExchange(port as Partial<LinkPort> as LinkPort, room as Partial<RoomSync> as RoomSync, 1)
    exchange.wake(true)
    exchange.heardCounters([])
    exchange.pump()
    return sent
  }
  const [counters, ...statuses] = told(false)
  expect(counters).toMatchObject({ counters: [{ device: member, n: 5 }] })
  expect(statuses).toMatchObject([{ status: Uint8Array.of(1) }])
  expect(told(true)).toHaveLength(3)
})
