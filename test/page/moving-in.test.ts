/** What is proposed before moving in, what is still to be said, and what is asked of the engine in the end. */
import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { AuthorIs, ChatPreview, ImportTarget, ImportView } from '../../shared/messenger/index.ts'
import { changed, chosenCount, planOf, proposed, unasked, withMe } from '../../src-renderer/app/moving-in/choices.ts'
import { authorOf, authorValue, LEFT_OUT, targetOf, targetValue } from '../../src-renderer/app/moving-in/option-values.ts'

const account = idFromBytes('account', new Uint8Array(32).fill(1))
const room = idFromBytes('room', new Uint8Array(32).fill(2))

const family: ChatPreview = {
  ...{ chat: 0, file: 'KakaoTalk.txt', title: '우리 가족', app: 'kakaotalk', variant: 'windows-ko-12h', type: 'group', time: 'local' },
  ...{
    utcOffsetMinutes: undefined,
    savedAt: undefined,
    records: 3,
    first: '2022-10-15T15:32',
    last: '2022-10-15T15:40',
    kinds: { text: 3 },
  },
  warnings: {},
  people: [
    { name: '지우', count: 1 },
    { name: '엄마', count: 1, guess: { who: { is: 'contact', account }, name: '엄마', why: 'same-name' } },
    { name: '아빠', count: 1 },
  ],
  peopleCount: 3,
  me: undefined,
  target: { target: { to: 'room', room }, name: '우리 가족', why: 'same-name' },
}

const viewOf = (...chats: readonly ChatPreview[]): ImportView => ({
  ...{ id: 'x', phase: 'ready', code: undefined, progress: { bytes: 1, of: 1, records: 3 }, files: [], chats, zone: 'Asia/Seoul' },
  contacts: { count: 0, withPhone: 0, withEmail: 0, known: 0, names: [], warnings: {} },
  batch: undefined,
})

describe('before moving in', () => {
  it('is proposed what was guessed; of a few people the others are new, of many they keep their names', () => {
    const choice = proposed(viewOf(family)).chats.get(0)
    expect(choice?.target).toEqual({ to: 'room', room })
    expect([...(choice?.authors ?? [])]).toEqual([
      ['지우', { is: 'new' }],
      ['엄마', { is: 'contact', account }],
      ['아빠', { is: 'new' }],
    ])
    const crowd = proposed(viewOf({ ...family, peopleCount: 31, target: undefined })).chats.get(0)
    expect(crowd?.target).toEqual({ to: 'new', title: '우리 가족' })
    expect(crowd?.authors.get('아빠')).toEqual({ is: 'unknown' })
    expect(crowd?.authors.get('엄마')).toEqual({ is: 'contact', account })
  })

  it('waits for the person to say who he is, unless the file says so or nobody wrote', () => {
    const view = viewOf(family)
    const choices = proposed(view)
    expect(unasked(view, choices)?.title).toBe('우리 가족')
    expect(unasked(view, changed(choices, 0, { me: { is: 'nobody' } }))).toBeUndefined()
    expect(unasked(view, changed(choices, 0, { target: undefined }))).toBeUndefined()
    const said = viewOf({ ...family, me: '지우' })
    expect(unasked(said, proposed(said))).toBeUndefined()
    const silent = viewOf({ ...family, people: [], peopleCount: 0, records: 0 })
    expect(unasked(silent, proposed(silent))).toBeUndefined()
    expect(chosenCount(proposed(silent))).toBe(0)
  })

  it('puts a conversation of two with the other one, once it is known who I am', () => {
    const two: ChatPreview = { ...family, type: undefined, people: family.people.slice(0, 2), peopleCount: 2, target: undefined }
    const choice = proposed(viewOf(two)).chats.get(0)
    if (choice === undefined) throw new Error('proposed')
    expect(choice.target).toEqual({ to: 'new', title: '우리 가족' })
    const mine = withMe(two, choice, { is: 'author', name: '지우' })
    expect(mine.target).toEqual({ to: 'author', name: '엄마' })
    expect(withMe(two, { ...choice, ...mine }, { is: 'author', name: '엄마' }).target).toEqual({ to: 'author', name: '지우' })
    expect(withMe(two, { ...choice, ...mine }, { is: 'nobody' }).target).toEqual({ to: 'new', title: '우리 가족' })
    // What was chosen stays, and a group is with nobody alone.
    expect(withMe(two, { ...choice, target: { to: 'room', room } }, { is: 'nobody' })).toEqual({ me: { is: 'nobody' } })
    expect(withMe({ ...two, type: 'group' }, choice, { is: 'nobody' })).toEqual({ me: { is: 'nobody' } })
  })

  it('asks of the engine what was chosen and no more', () => {
    const other: ChatPreview = { ...family, chat: 1, title: '동호회', target: undefined }
    const view = viewOf(family, other)
    let choices = changed(proposed(view), 0, { me: { is: 'author', name: '지우' } })
    choices = changed(choices, 1, { target: undefined })
    expect(planOf(choices)).toEqual({
      zone: 'Asia/Seoul',
      contacts: false,
      chats: [
        {
          chat: 0,
          target: { to: 'room', room },
          me: '지우',
          authors: [
            { name: '엄마', who: { is: 'contact', account } },
            { name: '아빠', who: { is: 'new' } },
          ],
        },
      ],
    })
  })
})

describe('a choice of a list', () => {
  const targets: readonly ImportTarget[] = [
    { to: 'room', room },
    { to: 'contact', account },
    { to: 'entry', entry: 'ab12' },
    { to: 'archive', archive: room },
    { to: 'author', name: 'a:b' },
    { to: 'new', title: '우리 가족' },
  ]

  it.each(targets)('stands for a place: %j', (target) => {
    expect(targetOf(targetValue(target), '우리 가족')).toEqual(target)
  })

  it('stands for no place at all', () => {
    expect(targetValue(undefined)).toBe(LEFT_OUT)
    expect(targetOf(LEFT_OUT, '')).toBeUndefined()
    expect(targetOf('room:nonsense', '')).toBeUndefined()
  })

  const authors: readonly AuthorIs[] = [{ is: 'contact', account }, { is: 'entry', entry: 'ab12' }, { is: 'new' }, { is: 'unknown' }]

  it.each(authors)('stands for a person: %j', (who) => {
    expect(authorOf(authorValue(who))).toEqual(who)
  })
})
