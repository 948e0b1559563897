/** The table over real sockets: one node that serves is enough for two who know nothing of each other. */
import { expect, test } from 'vitest'
import { openValue } from '../../shared/rendezvous/index.ts'
import { aClient, aServingNode, aSpot, aValue, crypto, patience } from './nodes.ts'

test('[RDV-6] two clients find each other’s word through one serving node', async () => {
  const server = await aServingNode()
  const [mum, dad] = [await aClient(server), await aClient(server)]
  const spot = aSpot(7)
  expect(await mum.put(spot.key, aValue(spot, 'at home'), patience())).toBe(1)
  const values = await dad.get(spot.key, patience())
  const opened = values?.map((value) => openValue(crypto, spot, value, Date.now())?.payload)
  expect(opened?.map((payload) => new TextDecoder().decode(payload))).toEqual(['at home'])
  expect(server.shelf.size).toBe(1)
  expect(await dad.get(aSpot(8).key, patience())).toEqual([])
})

test('[RDV-9] an entrance may be a name', async () => {
  const server = await aServingNode()
  const client = await aClient()
  const port = /\d+$/.exec(server.addresses()[0] ?? '')?.[0]
  expect(await client.enter([`/dns/localhost/tcp/${port}`], patience(5_000))).toBe(1)
})
