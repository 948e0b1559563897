/**
 * A process whose engine seals a file of this computer, and another that a page gives, until it is killed; it prints how far they are.
 * Arguments: profile folder, file or folder, `alone` where no page gives anything.
 */
import { writeSync } from 'node:fs'
import { createEngine } from '../../../src-main/engine/index.ts'

const [, , profile = '', path = '', alone] = process.argv
const engine = await createEngine({ profile, network: 'off' })
if (!engine.ok) throw new Error(engine.code)
const client = await engine.value.attach('cli')
const made = await client.call('rooms.create', { name: 'killed' })
if (!made.ok) throw new Error(made.error.code)
const room = made.value
const piece = Buffer.alloc(300_000, 7).toString('base64')
let sealed = Promise.withResolvers<void>()
await client.subscribe((event) => {
  if (event.type !== 'outbox') return
  writeSync(1, `${event.outgoing.state} ${event.outgoing.bytes}\n`)
  if (event.outgoing.state !== 'sealing') sealed.resolve()
})
while (alone !== undefined) {
  sealed = Promise.withResolvers()
  const taken = await client.call('outbox.take', { room, path })
  if (!taken.ok) throw new Error('refused')
  await sealed.promise
  await client.call('outbox.discard', { id: taken.value.id })
}
for (;;) {
  const taken = await client.call('outbox.take', { room, path })
  const begun = await client.call('outbox.begin', { room, name: 'given' })
  if (!taken.ok || !begun.ok) throw new Error('refused')
  for (let n = 0; n < 5; n += 1) {
    const given = await client.call('outbox.give', { id: begun.value.id, bytes: piece, isOver: n === 4 })
    if (!given.ok) throw new Error(given.error.code)
    writeSync(1, `given ${n}\n`)
  }
}
