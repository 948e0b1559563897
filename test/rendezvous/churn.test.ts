/** Twenty nodes that come and go, over real sockets: what was left is found as long as it is left anew, from whichever side one comes in. */
import { expect, test } from 'vitest'
import { openValue } from '../../shared/rendezvous/index.ts'
import type { TableNode } from '../../src-main/engine/rendezvous/index.ts'
import { aClient, aServingNode, aSpot, aValue, crypto, patience } from './nodes.ts'

const NODES = 20
const LEAVING = 8

test('[RDV-6] twenty nodes, of which eight leave and eight others come, keep what is left anew at half its term', async () => {
  const nodes: TableNode[] = []
  const join = async (): Promise<void> => {
    const node = await aServingNode()
    // Each knows one or two that were there before, as contacts would tell it.
    const known = [nodes.at(-1), nodes[0]].flatMap((one) => one ?? [])
    const inside = await node.enter(
      known.flatMap((one) => one.addresses()),
      patience(),
    )
    expect(inside > 0).toBe(known.length > 0)
    nodes.push(node)
  }
  for (let count = 0; count < NODES; count += 1) await join()
  const spots = Array.from({ length: 10 }, (_, index) => aSpot(index))
  const leave = async (publisher: TableNode): Promise<void> => {
    for (const [index, spot] of spots.entries())
      expect(await publisher.put(spot.key, aValue(spot, `word ${index}`), patience())).toBeGreaterThan(0)
  }
  const findAll = async (seeker: TableNode): Promise<readonly string[]> => {
    const found: string[] = []
    for (const spot of spots) {
      const values = (await seeker.get(spot.key, patience())) ?? []
      const opened = values.map((value) => openValue(crypto, spot, value, Date.now())?.payload)
      found.push(opened.map((payload) => new TextDecoder().decode(payload))[0] ?? 'nothing')
    }
    return found
  }
  const all = spots.map((_, index) => `word ${index}`)
  const publisher = await aClient(nodes[3]!)
  await leave(publisher)
  expect(await findAll(await aClient(nodes.at(-2)!))).toEqual(all)

  for (const gone of nodes.splice(4, LEAVING)) await gone.stop()
  // Twelve of twenty nodes are left, and the values with them.
  expect(await findAll(await aClient(nodes.at(-1)!))).toEqual(all)
  for (let count = 0; count < LEAVING; count += 1) await join()
  await leave(await aClient(nodes.at(-1)!))
  for (const gone of nodes.splice(0, LEAVING)) await gone.stop()
  expect(await findAll(await aClient(nodes.at(-1)!))).toEqual(all)
  expect(nodes.reduce((most, { shelf }) => Math.max(most, shelf.size), 0)).toBeLessThanOrEqual(spots.length)
}, 240_000)
