/** Files that mean harm: names that turn around, markup, floods, times of no calendar. */
import { beforeEach, describe, expect, it } from 'vitest'
import { ARCHIVE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

let mum: Villager
const target = { to: 'new', title: '파일' } as const

beforeEach(() => {
  mum = new Village().person('엄마')
})
const shown = () => mum.messenger.imports.archives().flatMap(({ archive }) => seenBy(mum, archive))

describe('a hostile file', () => {
  it('[ARC-4] has its names as they are, as names of nobody', () => {
    const names = [
      '\u202eevil',
      '<img src=x onerror=alert(1)>',
      'a'.repeat(100_000),
      '\ud800',
      '나\u200b',
      mum.account,
      '',
      '__proto__',
      '\u0000',
    ]
    broughtIn(
      mum.messenger,
      names.map((name) => said('2024-03-04T14:05', name, '말')),
      { target },
    )
    const views = shown()
    expect(views.length).toBe(names.length)
    // Nobody's account is taken on by calling oneself so.
    expect(views.every(({ author, imported }) => author.account !== mum.account && imported?.isMine === false)).toBe(true)
    expect(new Set(views.map(({ author }) => author.account)).size).toBe(names.length)
    expect(views.every(({ author }) => author.name.length <= ARCHIVE.AUTHOR_CHARACTERS)).toBe(true)
    expect(views[1]?.author.name).toBe('<img src=x onerror=alert(1)>')
  })

  it('[ARC-4] with more authors than are told apart keeps what each said, under his name', () => {
    const count = ARCHIVE.AUTHORS + 50
    broughtIn(
      mum.messenger,
      Array.from({ length: count }, (_, at) => said('2024-03-04T14:05', `사람 ${at}`, `말 ${at}`)),
      { target },
    )
    const [last] = mum.messenger.search(`말 ${count - 1}`)
    expect(last?.message.author.name).toBe(`사람 ${count - 1}`)
    const [archive] = mum.messenger.imports.archives()
    expect(archive?.messages).toBe(count)
  })

  it('[ARC-3] with times of no calendar, or none, loses no record and no order', () => {
    const times = [null, '2024-02-30T10:00', null, '2024-03-04T14:05', 'yesterday', '2024-03-04T14:06', '9999-12-31T23:59']
    broughtIn(
      mum.messenger,
      times.map((time, at) => said(time, '아빠', `말 ${at}`)),
      { target },
    )
    expect(shown().map(({ text }) => text)).toEqual(times.map((_, at) => `말 ${at}`))
    broughtIn(
      mum.messenger,
      times.map((time, at) => said(time, '아빠', `말 ${at}`)),
      { target },
    )
    expect(shown().length).toBe(times.length)
  })

  it('[ARC-5] with bodies of a mebibyte and names by the thousand stays a page of messages', () => {
    const body = '<script>x</script>'.repeat(60_000)
    const attachments = Array.from({ length: 5_000 }, (_, at) => ({ name: `../../${'x'.repeat(2_000)}${at}`, present: true }))
    const reactions = Array.from({ length: 5_000 }, () => ({ emoji: '👍'.repeat(500), by: 'x'.repeat(9_999) }))
    broughtIn(
      mum.messenger,
      Array.from({ length: 20 }, (_, at) => said('2024-03-04T14:05', '아빠', `${at}${body}`, { attachments, reactions })),
      { target },
    )
    const views = shown()
    expect(views.length).toBe(20)
    for (const { text, imported } of views) {
      expect(text?.length).toBeLessThanOrEqual(ARCHIVE.SHOWN_CHARACTERS)
      expect(imported?.attachments.length).toBe(ARCHIVE.KEPT_ATTACHMENTS)
      expect(imported?.reactions.length).toBe(ARCHIVE.KEPT_REACTIONS)
    }
    const last = views.at(-1)?.id as never
    expect(expectOk(mum.messenger.imports.text(last, 0)).text.length).toBe(ARCHIVE.TEXT_PIECE_CHARACTERS)
    expect(expectOk(mum.messenger.imports.text(last, 9e9))).toEqual({ text: '', next: undefined })
  })

  it('[ARC-2] with one line a hundred thousand times over keeps each, and knows all of them again', () => {
    const flood = Array.from({ length: 100_000 }, () => said('2024-03-04T14:05', '아빠', 'ㅋ'))
    expect(broughtIn(mum.messenger, flood, { target })).toMatchObject({ messages: 100_000, known: 0 })
    expect(broughtIn(mum.messenger, flood.slice(0, 5_000), { target })).toMatchObject({ messages: 0, known: 5_000 })
  })

  it('[ARC-2] with long texts that differ at their ends only is not walked for each of them', () => {
    const start = '같은 말 '.repeat(200)
    const flood = Array.from({ length: 3_000 }, (_, at) => said('2024-03-04T14:05', '아빠', `${start}${at}`))
    expect(broughtIn(mum.messenger, flood, { target })).toMatchObject({ messages: 3_000 })
    expect(broughtIn(mum.messenger, flood, { target })).toMatchObject({ messages: 0, known: 3_000 })
    expect(mum.store.values.list(`archive-cuts/${1_000_000_000}`).length).toBeLessThanOrEqual(16)
  })

  it('[ARC-5] that calls an answer what answers nothing has an answer to nothing', () => {
    const one = said('2024-03-04T14:05', '아빠', '하나')
    broughtIn(mum.messenger, [one, { ...one, text: '둘', replyTo: 0 }, { ...one, text: '셋', replyTo: 99 }], { target })
    const [first, second, third] = shown()
    expect([second?.replyTo, third?.replyTo]).toEqual([first?.id, undefined])
  })
})
