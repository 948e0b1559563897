/** Voice notes that were played: known on that profile alone, through rebuilds and restarts, and told to its other windows. */
import { describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { cardContent, mediaContent } from '../../../shared/rooms/kinds/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { aReference } from '../../media/a-reference.ts'

const photo = aReference({})
const voice = aReference({ name: '음성.ogg', type: 'audio/ogg', isVoice: true, durationMs: 7000 })

async function sent() {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  const room = await village.pair(mum, dad)
  const media = { kind: 'media', fields: expectOk(mediaContent([photo, voice], '')) }
  const contact = { kind: 'card', fields: expectOk(cardContent({ name: '봄', phones: [], mails: [] })) }
  const [voices, card] = expectOk(mum.messenger.post(room, [media, contact]))
  await village.pass()
  return { village, mum, dad, room, voices: voices!, card: card! }
}

const heardBy = (who: Villager, message: MessageId) =>
  expectOk(who.messenger.message(message)).attachments.map(({ heard }) => heard === true)
const inRoom = (who: Villager, room: RoomId) =>
  expectOk(who.messenger.messages(room)).flatMap(({ attachments }) => attachments.map(({ heard }) => heard === true))

describe('a voice note that was played', () => {
  it('is heard here and unheard at everybody else’s, and told of once', async () => {
    const { village, mum, dad, room, voices } = await sent()
    const told: string[] = []
    dad.messenger.subscribe((event) => void (event.type === 'message-changed' && told.push(event.message)))
    expect(heardBy(dad, voices)).toEqual([false, false])
    expectOk(dad.messenger.hear(voices, 1))
    expectOk(dad.messenger.hear(voices, 1))
    await village.pass()
    expect(heardBy(dad, voices)).toEqual([false, true])
    expect(inRoom(dad, room)).toEqual([false, true])
    expect(heardBy(mum, voices)).toEqual([false, false])
    expect(told).toEqual([voices])
  })

  it('stays heard through a rebuild and a restart', async () => {
    const { village, dad, voices } = await sent()
    expectOk(dad.messenger.hear(voices, 1))
    expectOk(dad.messenger.rebuild())
    dad.messenger.stop()
    const again = village.personOn('아빠', dad.store)
    expect(heardBy(again, voices)).toEqual([false, true])
  })

  it('has to be one: no other file, no other message, none that is not there', async () => {
    const { dad, voices, card } = await sent()
    expect(dad.messenger.hear(voices, 2)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expect(dad.messenger.hear(card, 0)).toEqual({ ok: false, code: 'NO_MESSAGE' })
    expectOk(dad.messenger.hear(voices, 0))
    // A picture is not heard, whatever was said of it.
    expect(heardBy(dad, voices)).toEqual([false, false])
  })
})
