/** What is told when something is said: whoever shows it need not ask for what this device wrote itself. */
import { expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import type { MessengerEvent } from '../../../shared/messenger/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'

function newsOf(who: Villager) {
  const events: MessengerEvent[] = []
  who.messenger.subscribe((event) => void events.push(event))
  return () => events.flatMap((event) => (event.type === 'message' ? [event] : []))
}

it('brings the one message that was said here, and of others only that there is something', async () => {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  const room = await village.pair(mum, dad)
  const [hers, his] = [newsOf(mum), newsOf(dad)]
  const [message] = expectOk(mum.messenger.send(room, ['하나']))
  if (message === undefined) throw new Error('nothing was sent')
  expect(hers()).toEqual([{ type: 'message', room, message, own: true, view: expectOk(mum.messenger.message(message)) }])
  await village.pass()
  expect(his()).toEqual([{ type: 'message', room, message, own: false }])
  // What comes while nothing is being said brings nothing, whoever wrote it.
  expectOk(dad.messenger.send(room, ['둘']))
  await village.pass()
  expect(hers().slice(1)).toEqual([expect.not.objectContaining({ view: expect.anything() })])
})

it('EVENT_TEXT_CHARACTERS: longer words are asked for, and so are several at once', async () => {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  const room = await village.pair(mum, dad)
  const news = newsOf(mum)
  const views = () => news().map(({ view }) => view?.text?.length)
  const most = RESOURCE.EVENT_TEXT_CHARACTERS
  expectOk(mum.messenger.send(room, ['가'.repeat(most)]))
  expectOk(mum.messenger.send(room, ['가'.repeat(most + 1)]))
  expectOk(mum.messenger.send(room, ['하나', '둘']))
  expect(views()).toEqual([most, undefined, undefined, undefined])
})

it('brings nothing after a message that could not be sent', async () => {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  const room = await village.pair(mum, dad)
  const news = newsOf(mum)
  expect(mum.messenger.send(room, [''])).toMatchObject({ ok: false })
  expectOk(dad.messenger.send(room, ['하나']))
  await village.pass()
  expect(news()).toEqual([expect.not.objectContaining({ view: expect.anything() })])
})
