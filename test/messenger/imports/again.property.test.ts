/** The same conversation again: whole, in parts, from another device, in any order. Nothing doubles, and nothing is lost. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportedRecord } from '../../../shared/importers/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

function somebody(): Villager {
  return new Village().person('엄마')
}
function idsOf(who: Villager): readonly string[] {
  const [archive] = who.messenger.imports.archives()
  return archive === undefined ? [] : seenBy(who, archive.archive).map(({ id }) => id)
}
function textsIn(who: Villager): readonly (string | undefined)[] {
  const [archive] = who.messenger.imports.archives()
  return archive === undefined ? [] : seenBy(who, archive.archive).map(({ text }) => text)
}

/** Ascending minutes, few words and authors, so that much looks alike. */
const talk = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 2 }),
      author: fc.constantFrom('나', '아빠', '할머니'),
      text: fc.constantFrom('ㅋㅋ', '네', '밥', 'a b'),
    }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => {
    let minute = 0
    return parts.map(({ gap, author, text }) => {
      minute += gap
      const [hour, rest] = [Math.floor(minute / 60), minute % 60]
      return said(`2024-03-04T${String(10 + hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`, author, text)
    })
  })
const target = { to: 'new', title: '가족' } as const

/** The same message as another export has it. */
function onThePhone(record: ImportedRecord): ImportedRecord {
  return { ...record, text: record.text.replaceAll(' ', '\n '), ...(record.author === '나' && { author: '회원님' }) }
}

describe('[ARC-2] an export', () => {
  it('twice is once, whole or from another device', () => {
    fc.assert(
      fc.property(talk, (records) => {
        const mum = somebody()
        const first = broughtIn(mum.messenger, records, { target })
        expect(first).toMatchObject({ messages: records.length, known: 0 })
        const ids = idsOf(mum)
        const again = broughtIn(mum.messenger, records, { target })
        const phone = broughtIn(mum.messenger, records.map(onThePhone), { target, me: '회원님' })
        expect([again.messages, phone.messages]).toEqual([0, 0])
        expect(idsOf(mum)).toEqual(ids)
        expect(textsIn(mum)).toEqual(records.map(({ text }) => text))
      }),
      { numRuns: 40 },
    )
  })

  it('in overlapping parts cut at minutes, in any order, is the whole', () => {
    fc.assert(
      fc.property(talk, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 5 }), (records, cuts) => {
        const mum = somebody()
        const minutes = [...new Set(records.map(({ time }) => time))]
        const parts = cuts.map(([a, b]) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => minutes[Math.min(at, minutes.length - 1)] ?? '')
          return records.filter(({ time }) => (time ?? '') >= (from ?? '') && (time ?? '') <= (to ?? ''))
        })
        for (const part of parts) broughtIn(mum.messenger, part, { target })
        const covered = new Set(parts.flat())
        const whole = records.filter((record) => covered.has(record))
        expect(textsIn(mum)).toEqual(whole.map(({ text }) => text))
        broughtIn(mum.messenger, records, { target })
        expect(textsIn(mum)).toEqual(records.map(({ text }) => text))
      }),
      { numRuns: 60 },
    )
  })

  it('that begins in the middle of a minute loses nothing, and stands in order with what came before it', () => {
    const mum = somebody()
    const records = ['하나', '둘', '셋', '넷', '다섯'].map((text) => said('2024-03-04T14:05', '아빠', text))
    broughtIn(mum.messenger, records.slice(2), { target })
    broughtIn(mum.messenger, records.slice(0, 4), { target })
    expect(textsIn(mum)).toEqual(['하나', '둘', '셋', '넷', '다섯'])
  })

  it('cut at 500 characters gives way to the whole, whichever came first, and undoing brings it back', () => {
    const whole = `${'가나 다라\n'.repeat(200)}끝`
    const cut = whole.slice(0, 500)
    const mum = somebody()
    broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', cut)], { target })
    const mended = broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', whole.replaceAll('\n', ' '))], { target })
    expect(mended).toMatchObject({ messages: 0, known: 1, mended: 1 })
    expect(textsIn(mum)).toEqual([whole.replaceAll('\n', ' ')])
    broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', cut)], { target })
    expect(textsIn(mum)).toEqual([whole.replaceAll('\n', ' ')])
    expectOk(mum.messenger.imports.undo(mended.batch))
    expect(textsIn(mum)).toEqual([cut])
  })

  it('that was made whole by a later one is erased with everything the later one kept of it', () => {
    const whole = `${'비밀 이야기 '.repeat(200)}끝`
    const mum = somebody()
    const first = broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', whole.slice(0, 500))], { target })
    const second = broughtIn(mum.messenger, [said('2024-03-04T14:05', '아빠', whole), said('2024-03-04T14:06', '아빠', '짧게')], { target })
    expect(second.mended).toBe(1)
    expectOk(mum.messenger.imports.undo(first.batch))
    expect(textsIn(mum)).toEqual(['짧게'])
    const [key] = [1_000_000_000]
    expect(mum.store.values.list(`archive-before/${second.batch}/${key}`)).toEqual([])
    expect(mum.store.values.list(`archive-cuts/${key}`)).toEqual([])
    expectOk(mum.messenger.imports.undo(second.batch))
    expect(mum.messenger.imports.archives()).toEqual([])
  })

  it('with names composed otherwise is the same, and so are its people', () => {
    const mum = somebody()
    const records = ['아빠', '할머니', '엄마'].map((name) => said('2024-03-04T14:05', name, '안녕'))
    broughtIn(mum.messenger, records, { target, me: '엄마' })
    const apart = records.map((record) => ({ ...record, author: record.author?.normalize('NFD') ?? null }))
    expect(broughtIn(mum.messenger, apart, { target, me: '엄마' }).messages).toBe(0)
    const other = broughtIn(
      mum.messenger,
      apart.map((record) => ({ ...record, text: '또' })),
      { target, me: '엄마' },
    )
    expect(other.messages).toBe(3)
    const [archive] = mum.messenger.imports.archives()
    const views = archive === undefined ? [] : seenBy(mum, archive.archive)
    expect(new Set(views.map(({ author }) => author.account)).size).toBe(3)
    expect(views.filter(({ imported }) => imported?.isMine === true).length).toBe(2)
  })

  it('keeps apart long texts that begin alike, in any order', () => {
    const alike = Array.from({ length: 40 }, (_, at) => said('2024-03-04T14:05', '가게', `${'공지 '.repeat(150)}${at}`))
    const mum = somebody()
    broughtIn(mum.messenger, alike.slice(20), { target })
    broughtIn(mum.messenger, alike, { target })
    const again = broughtIn(mum.messenger, alike.toReversed(), { target })
    expect(new Set(textsIn(mum)).size).toBe(40)
    expect(again.messages).toBe(0)
    expect(textsIn(mum).length).toBe(40)
  })

  it('tells media apart by their order, whatever they are called', () => {
    const mum = somebody()
    const pc = [1, 2].map(() => said('2024-03-04T14:05', '아빠', '사진', { kind: 'photo' }))
    const phone = ['a1.jpg', 'b2.jpg'].map((name) =>
      said('2024-03-04T14:05', '아빠', name, { kind: 'photo', attachments: [{ name, present: true }] }),
    )
    broughtIn(mum.messenger, pc, { target })
    expect(broughtIn(mum.messenger, phone, { target })).toMatchObject({ messages: 0, known: 2, mended: 2 })
    expect(textsIn(mum)).toEqual(['a1.jpg', 'b2.jpg'])
  })
})
