import { describe, expect, it } from 'vitest'
import { timelineWords, translator } from '../../shared/i18n/index.ts'
import type { AccountId, DeviceId } from '../../shared/ids/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import type { Holder, Trail, Waiting } from '../../shared/messenger/index.ts'
import { type TrailInput, trailView } from '../../src-renderer/app/timeline/trail.ts'
import { account, AT, ME } from './messages.ts'

const say = translator(timelineWords, 'ko')
const [mum, gran, dad, minjun] = [account(2), account(3), account(4), account(5)]

const view = (trail: Partial<Trail>, parts: Partial<TrailInput> = {}) =>
  trailView(
    {
      trail: { state: 'delivered', holders: [], waiting: [], change: undefined, ...trail },
      me: ME,
      author: '지우',
      isOwn: true,
      since: AT,
      reason: ({ code }) => (code === 'timeout' ? '답이 없어요' : '안 이어져요'),
      through: () => undefined,
      ...parts,
    },
    say,
  )
const holder = (who: AccountId, name: string, at = AT): Holder => ({ account: who, name, device: device(who), at, carrier: false })
const waiting = (who: AccountId, name: string, code?: Waiting['code']): Waiting => ({ account: who, name, code, since: AT })
const steps = ({ steps: all }: Pick<ReturnType<typeof view>, 'steps'>) => all.map(({ kind, name, how }) => `${kind}: ${name}, ${how}`)

describe('the way of a message', () => {
  it('says whether this computer can be turned off', () => {
    const rest = [waiting(dad, '아빠')]
    expect(view({ state: 'queued', waiting: rest }).title).toBe('아직 이 컴퓨터에만 있어요')
    expect(view({ holders: [holder(mum, '엄마')], waiting: rest }).title).toBe('엄마 컴퓨터가 켜져 있으면 전해져요')
    expect(view({ holders: [holder(ME, '지우')], waiting: rest }).title).toBe('내 다른 컴퓨터가 켜져 있으면 전해져요')
    expect(view({ holders: [holder(mum, '엄마'), holder(gran, '할머니')], waiting: rest }).title).toBe('이 컴퓨터를 꺼도 전해져요')
    expect(view({ holders: [holder(mum, '엄마')] }).title).toBe('모두 받았어요')
    expect(view({ state: 'read', holders: [holder(mum, '엄마')] }).title).toBe('모두 읽었어요')
    expect(view({ state: 'received' }, { isOwn: false, author: '엄마' }).title).toBe('엄마가 보낸 글이에요')
  })

  it('says who has it and what happens with the others', () => {
    const partly = { holders: [holder(mum, '엄마'), holder(gran, '할머니')], waiting: [waiting(dad, '아빠'), waiting(minjun, '민준')] }
    expect(view(partly).detail).toBe('엄마, 할머니에게도 있어요. 아빠, 민준이 다시 이어지면 그때 받아요.')
    expect(view({ state: 'queued', waiting: [waiting(dad, '아빠')] }).detail).toBe(
      '아빠가 다시 이어지면 그때 받아요. 그때까지 이 컴퓨터를 켜 두세요.',
    )
    expect(view({ holders: [holder(mum, '엄마')] }).detail).toBeUndefined()
  })

  it('lets share a step who got it in one minute, and who waits for one reason', () => {
    const trail = view({
      holders: [holder(gran, '할머니', AT + 20_000), holder(mum, '엄마', AT + 10_000), holder(ME, '지우', AT + 30_000)],
      waiting: [waiting(dad, '아빠', 'timeout'), waiting(minjun, '민준', 'timeout'), waiting(account(6), '은미')],
    })
    expect(steps(trail)).toEqual([
      'here: 이 컴퓨터, 저장했어요',
      'holder: 엄마, 할머니, 받았어요',
      'holder: 내 다른 컴퓨터, 받았어요',
      'waiting: 아빠, 민준, 답이 없어요',
      'waiting: 은미, 안 이어져요',
    ])
    expect(trail.steps.at(-1)?.time).toBeUndefined()
  })

  it('[RELAY-1] says who is reached through another computer now, apart from those who are reached directly', () => {
    const through = (who: AccountId) => (who === mum || who === dad ? '가게' : who === minjun ? '' : undefined)
    const trail = view(
      { holders: [holder(mum, '엄마'), holder(gran, '할머니')], waiting: [waiting(dad, '아빠'), waiting(minjun, '민준')] },
      { through },
    )
    expect(steps(trail)).toEqual([
      'here: 이 컴퓨터, 저장했어요',
      'holder: 엄마, 받았어요. 지금은 가게 컴퓨터를 거쳐서 닿아요',
      'holder: 할머니, 받았어요',
      'waiting: 아빠, 가게 컴퓨터를 거쳐서 닿아요',
      'waiting: 민준, 다른 사람 컴퓨터를 거쳐서 닿아요',
    ])
    const kept = view({ holders: [{ ...holder(mum, '엄마'), carrier: true }] }, { through })
    expect(steps(kept).at(-1)).toBe('carrier: 엄마, 읽지 않고 보관 중')
  })

  it('tells the way of an edit and of a deletion apart', () => {
    const change = {
      time: AT,
      state: 'delivered',
      delivered: 1,
      of: 2,
      holders: [holder(mum, '엄마')],
      waiting: [waiting(dad, '아빠')],
    } as const
    const edited = view({ change: { kind: 'edited', ...change } }).change
    expect(edited?.title).toBe('고친 글')
    expect(edited === undefined ? [] : steps(edited)).toEqual([
      'here: 이 컴퓨터, 고쳤어요',
      'holder: 엄마, 고친 글을 봐요',
      'waiting: 아빠, 안 이어져요',
    ])
    const deleted = view({ change: { kind: 'deleted', ...change } }).change
    expect(deleted === undefined ? [] : steps(deleted)).toEqual([
      'here: 이 컴퓨터, 지웠어요',
      'holder: 엄마, 지워졌어요',
      'waiting: 아빠, 안 이어져요',
    ])
  })
})

function device(who: AccountId): DeviceId {
  const id = parseId('device', who)
  if (id === undefined) throw new Error('not an id')
  return id
}
