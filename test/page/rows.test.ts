import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import { type Row, rowsOf, type RowsInput } from '../../src-renderer/app/timeline/rows.ts'
import { AT, imported, line, ME, message, messageId, own } from './messages.ts'

const input = (messages: readonly MessageView[], parts: Partial<RowsInput> = {}): RowsInput => ({
  messages,
  me: ME,
  firstUnread: undefined,
  isDirect: false,
  hasNewer: false,
  fateOf: () => undefined,
  ...parts,
})
const at = (number: number, minutes: number, parts: Partial<MessageView> = {}) => message(number, { time: AT + minutes * 60_000, ...parts })
const shape = (rows: readonly Row[]) =>
  rows.map((row) =>
    row.kind === 'message'
      ? `${row.isFirst ? '[' : ' '}${row.message.text?.replace('글 ', '')}${row.hasName ? '*' : ''}${row.hasTime ? '@' : ''}${row.isLast ? ']' : ''}`
      : row.kind,
  )

describe('the rows of a timeline', () => {
  it('begins with the day and joins what one author says within five minutes', () => {
    expect(shape(rowsOf(input([at(1, 0), at(2, 1), at(3, 7)])))).toEqual(['day', '[1*@', ' 2@]', '[3*@]'])
  })

  it('says the time beside the last bubble of each minute only', () => {
    expect(shape(rowsOf(input([at(1, 0), at(2, 0.2), at(3, 0.5), at(4, 1)])))).toEqual(['day', '[1*', ' 2', ' 3@', ' 4@]'])
  })

  it('parts turns at another author, another day, a line of the room and where it is unread', () => {
    const another = own(2, {}, { time: AT + 60_000 })
    expect(shape(rowsOf(input([at(1, 0), another, at(3, 2)])))).toEqual(['day', '[1*@]', '[2@]', '[3*@]'])
    const midnight = new Date(2022, 9, 16).getTime()
    const days = [message(1, { time: midnight - 1_000 }), message(2, { time: midnight + 1_000 })]
    expect(shape(rowsOf(input(days)))).toEqual(['day', '[1*@]', 'day', '[2*@]'])
    expect(shape(rowsOf(input([at(1, 0), line(1, { time: AT + 30_000 }), at(2, 1)])))).toEqual(['day', '[1*@]', 'system', '[2*@]'])
    expect(shape(rowsOf(input([at(1, 0), at(2, 1)], { firstUnread: messageId(2) })))).toEqual(['day', '[1*@]', 'unread', '[2*@]'])
  })

  it('says once what was done to a room several times over, and nothing of how a room of two came to be', () => {
    const act = (number: number, name: string, by = ME) => {
      const made = line(number, { time: AT + number })
      if (made.system === undefined) throw new Error('no line')
      return { ...made, system: { ...made.system, act: name, by: { ...made.system.by, account: by } } }
    }
    const thrice = [act(1, 'invite'), act(2, 'invite'), act(3, 'invite'), act(4, 'uninvite'), act(5, 'invite')]
    expect(rowsOf(input(thrice)).map(({ key }) => key)).toEqual(['day 2022-10-15', thrice[2]?.id, thrice[3]?.id, thrice[4]?.id])
    const two = [act(1, 'create'), act(2, 'admit'), act(3, 'device')]
    expect(shape(rowsOf(input(two, { isDirect: true })))).toEqual(['day', 'system'])
    expect(rowsOf(input(two.slice(0, 2), { isDirect: true }))).toEqual([])
    expect(shape(rowsOf(input(two)))).toEqual(['day', 'system', 'system', 'system'])
  })

  it('says the name of the only other one once a day', () => {
    const messages = [at(1, 0), own(2, {}, { time: AT + 60_000 }), at(3, 2), at(4, 24 * 60)]
    expect(shape(rowsOf(input(messages, { isDirect: true })))).toEqual(['day', '[1*@]', '[2@]', '[3@]', 'day', '[4*@]'])
  })

  it('puts one line of the same words under the newest message that has them', () => {
    const fates: Readonly<Record<string, string>> = { [messageId(1)]: '가', [messageId(2)]: '나', [messageId(3)]: '가' }
    const rows = rowsOf(input([own(1), own(2), own(3)], { fateOf: ({ id }) => fates[id] }))
    expect(rows.flatMap((row) => (row.kind === 'message' && row.hasFate ? [row.message.text] : []))).toEqual(['글 2', '글 3'])
  })

  it('calls no message the newest while newer ones are not held', () => {
    const asked: boolean[] = []
    const fateOf = (_: MessageView, isNewest: boolean) => void asked.push(isNewest)
    rowsOf(input([own(1), own(2)], { fateOf }))
    rowsOf(input([own(1), own(2)], { fateOf, hasNewer: true }))
    expect(asked).toEqual([true, false, false, false])
  })

  it('keeps the rows that did not change as they are', () => {
    const messages = [at(1, 0), line(2, { time: AT + 120_000 }), at(3, 3)]
    const before = rowsOf(input(messages))
    expect(rowsOf(input(messages), before)).toBe(before)
    const after = rowsOf(input([...messages, at(4, 4)]), before)
    expect(after.slice(0, 3).map((row, index) => row === before[index])).toEqual([true, true, true])
    expect(after[3]).not.toBe(before[3])
  })

  describe('[ARC-5] with what was brought in', () => {
    const said = (number: number, minutes: number, mark: Parameters<typeof imported>[1] = {}, parts: Partial<MessageView> = {}) =>
      imported(number, mark, { time: AT + minutes * 60_000, ...parts })

    it('has a label before each block, once, whatever day or line of the room comes between', () => {
      const midnight = new Date(2022, 9, 16).getTime()
      const rows = rowsOf(
        input([
          said(1, 0),
          line(1, { time: AT + 30_000 }),
          said(2, 1),
          imported(3, {}, { time: midnight + 1_000 }),
          message(4, { time: midnight + 60_000 }),
          imported(5, {}, { time: midnight + 90_000 }),
        ]),
      )
      expect(shape(rows)).toEqual(['day', 'block', '[1*@]', 'system', '[2*@]', 'day', '[3*@]', '[4*@]', 'block', '[5*@]'])
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    })

    it('begins a block anew for another archive, and names its app', () => {
      const other = idFromBytes('room', new Uint8Array(32).fill(7))
      const rows = rowsOf(input([said(1, 0), said(2, 1, { archive: other, app: 'whatsapp' })]))
      expect(rows.flatMap((row) => (row.kind === 'block' ? [row.app] : []))).toEqual(['kakaotalk', 'whatsapp'])
    })

    it('never makes one turn of what somebody signed and what a file says of him', () => {
      expect(shape(rowsOf(input([said(1, 0), at(2, 1), said(3, 2)])))).toEqual(['day', 'block', '[1*@]', '[2*@]', 'block', '[3*@]'])
    })

    it('has what the other messenger said as a line that parts turns', () => {
      const rows = rowsOf(input([said(1, 0), said(2, 1, { kind: 'system', author: undefined }), said(3, 2)]))
      expect(shape(rows)).toEqual(['day', 'block', '[1*@]', 'notice', '[3*@]'])
    })

    it('leaves the fate to what I really said, also where my words out of a file are newer', () => {
      const mine = said(2, 9, { isMine: true }, { author: { account: ME, name: '지우' } })
      const asked: [string, boolean][] = []
      rowsOf(input([own(1), mine], { fateOf: ({ id }, isNewest) => (asked.push([id, isNewest]), '읽음') }))
      expect(asked).toEqual([[messageId(1), true]])
    })

    it('keeps rows that are as they were', () => {
      const all = [said(1, 0), said(2, 1, { kind: 'system' }), said(3, 2)]
      const before = rowsOf(input(all))
      expect(rowsOf(input([...all]), before)).toBe(before)
    })
  })
})
