/**
 * An engine as a process of its own that sends a file of this computer to a room of one: `node maker.ts PROFILE FILE`. It says when it is there,
 * begins at a line of its input, says when the message is written, and stays until it is ended.
 */
import { once } from 'node:events'
import { createEngine } from '../../../src-main/engine/index.ts'

const [, , profile = '', path = ''] = process.argv
const engine = await createEngine({ profile, network: 'off' })
if (!engine.ok) throw new Error(engine.code)
const client = await engine.value.attach('cli')
const room = await client.call('rooms.create', { name: 'made' })
if (!room.ok) throw new Error(room.error.code)
const sealed = Promise.withResolvers<string>()
await client.subscribe((event) => {
  if (event.type === 'outbox' && event.outgoing.state !== 'sealing') sealed.resolve(event.outgoing.state)
})
process.stdout.write('there\n')
await once(process.stdin, 'data')
const taken = await client.call('outbox.take', { room: room.value, path })
if (!taken.ok) throw new Error(taken.error.code)
const state = await sealed.promise
const posted = await client.call('outbox.post', { room: room.value, files: [{ id: taken.value.id, isVoice: false }], caption: '' })
process.stdout.write(`${state} ${posted.ok}\n`)
