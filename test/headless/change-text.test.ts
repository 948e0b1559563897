import { describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'
import { messageJson, trailJson } from '../../src-main/headless/json-shapes.ts'
import { changeText, messageText } from '../../src-main/headless/text-views.ts'

describe('an edit or a deletion on its way', () => {
  it.each([
    ['erased', 'delivered', 'erased on 3 of 4', '4명 중 3명에게서 지워졌어요'],
    ['erased', 'held', 'deletion: on its way', '삭제: 가는 중이에요'],
    ['deleted', 'delivered', 'deleted for 3 of 4', '4명 중 3명에게 삭제가 도착했어요'],
    ['edited', 'queued', 'edit: only on this computer', '수정: 이 컴퓨터에만 있어요'],
    ['edited', 'delivered', 'edit delivered to 3 of 4', '4명 중 3명에게 수정이 도착했어요'],
  ] as const)('[DLV-2] %s and %s is said in words', (kind, state, en, ko) => {
    const change = { kind, state, delivered: 3, of: 4 }
    expect([changeText(change, 'en'), changeText(change, 'ko')]).toEqual([en, ko])
  })

  it('[DLV-2] stands beside the message, in text and in JSON, and is left out where there is none', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('Mum'), village.person('Dad')]
    const room = await village.pair(mum, dad)
    const [message] = expectOk(mum.messenger.send(room, ['Dinner at six']))
    await village.pass()
    const view = () => expectOk(mum.messenger.message(message!))
    expect(messageJson(view())).not.toHaveProperty('change')
    expect(trailJson(expectOk(mum.messenger.trail(message!)))).not.toHaveProperty('change')
    expectOk(mum.messenger.delete(message!))
    expect(messageText(view(), 'en', 0)).toContain('delivered · deletion: only on this computer')
    await village.pass()
    expect(messageText(view(), 'en', 0)).toContain('erased on 1 of 1')
    const change = { kind: 'erased', state: 'delivered', delivered: 1, of: 1 }
    expect(messageJson(view())).toMatchObject({ deleted: true, change: { ...change, holders: 1 } })
    expect(trailJson(expectOk(mum.messenger.trail(message!)))).toMatchObject({
      state: 'delivered',
      change: { ...change, time: expect.any(Number), holders: [{ account: dad.account, name: 'Dad' }], waiting: [] },
    })
  })
})
