/** What KakaoTalk itself says in a conversation (IMP-16). */
import { describe, expect, it } from 'vitest'
import { kindsOf, linesOf, readText } from './reading.ts'

const W = '가게 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n--------------- 2024년 2월 29일 목요일 ---------------\n'

const SENTENCES = [
  '민수님이 들어왔습니다.',
  '민수님이 나갔습니다.',
  '민수님이 나갔습니다',
  '서연님이 민수님과 지민님을 초대하였습니다.',
  '수아님을 초대했습니다.',
  '민수님을 내보냈습니다.',
  '메시지가 삭제되었습니다.',
  '채팅방 관리자가 메시지를 가렸습니다.',
  '민수님이 방장이 되었습니다.',
  '민수님이 부방장이 되었습니다.',
  '채팅방 봇이 활성화되었습니다.',
  '민수님의 부방장 권한이 해제되었습니다.',
  'Ben invited Ann and Cho.',
  'Ben left.',
  'Ben left this chatroom.',
  'Ben joined this chatroom.',
  'Ben has been removed from this chatroom.',
  'The message has been deleted.',
  '민수님이 들어왔습니다.타인, 기관 등의 사칭에 유의해 주세요. 금전 또는 개인정보를 요구 받을 경우 신고해 주시기 바랍니다.',
]
const TEXTS = [
  '어제 민수님이 들어왔습니다만 바로 갔어요',
  '나갔습니다.',
  '메시지가 삭제되었습니다. 다시 보내 주세요.',
  '초대하였습니다.',
  '들어왔습니다',
  'He left his bag.',
  'I was invited.',
  'We invited him. He said no.',
]

describe('[IMP-16] system lines', () => {
  it.each(SENTENCES)('Windows: %s', (sentence) => {
    const read = readText(`${W}[A] [오후 8:15] a\n${sentence}\n[A] [오후 8:16] b\n`)
    expect(linesOf(read)).toEqual(['A|2024-02-29T20:15|a', `*|2024-02-29T20:15|${sentence}`, 'A|2024-02-29T20:16|b'])
    expect(kindsOf(read)).toEqual(['text', 'system', 'text'])
  })

  it.each(TEXTS)('text: %s', (sentence) => {
    expect(linesOf(readText(`${W}[A] [오후 8:15] a\n${sentence}\n`))).toEqual([`A|2024-02-29T20:15|a\n${sentence}`])
  })

  it.each(SENTENCES)('said by somebody it is a message: %s', (sentence) => {
    const windows = readText(`${W}[A] [오후 8:15] ${sentence}\n`)
    expect(linesOf(windows)).toEqual([`A|2024-02-29T20:15|${sentence}`])
    const phone = readText(`2024년 2월 29일 오후 8:15, A : ${sentence}\n`)
    expect(linesOf(phone)).toEqual([`A|2024-02-29T20:15|${sentence}`])
  })

  it('before anything was said on a day, its time is the beginning of that day', () => {
    expect(linesOf(readText(`${W}민수님이 들어왔습니다.\n알려지지 않은 안내\n[A] [오후 8:15] a\n`))).toEqual([
      '*|2024-02-29T00:00|민수님이 들어왔습니다.\n알려지지 않은 안내',
      'A|2024-02-29T20:15|a',
    ])
    expect(linesOf(readText(`${W}알려지지 않은 안내\n[A] [오후 8:15] a\n`))[0]).toBe('*|2024-02-29T00:00|알려지지 않은 안내')
  })

  it('a policy goes on with who came in, and never with what somebody said', () => {
    const policy = '운영정책을 위반한 메시지로 신고 접수 시 카카오톡 이용에 제한이 있을 수 있습니다.'
    expect(linesOf(readText(`${W}[A] [오후 8:15] a\n민수님이 들어왔습니다.\n${policy}\n[A] [오후 8:16] b\n`))).toEqual([
      'A|2024-02-29T20:15|a',
      `*|2024-02-29T20:15|민수님이 들어왔습니다.\n${policy}`,
      'A|2024-02-29T20:16|b',
    ])
    const phone = readText(`2024년 2월 29일 오후 8:15, A : a\n2024년 2월 29일 오후 8:16, 민수님이 들어왔습니다.\n${policy}\n`)
    expect(linesOf(phone)[1]).toBe(`*|2024-02-29T20:16|민수님이 들어왔습니다.\n${policy}`)
  })

  it('nobody’s name makes a system record', () => {
    expect(linesOf(readText(`${W}[] [오후 8:15] 알림\n[A] [오후 8:15] a\n`))[0]).toBe('*|2024-02-29T20:15|알림')
    expect(linesOf(readText('2024. 2. 29. 20:15,  : 알림\n2024. 2. 29. 20:15, A : a\n'))[0]).toBe('*|2024-02-29T20:15|알림')
    expect(linesOf(readText('Date,User,Message\n,,알림\n2024-02-29 20:15:00,A,a\n,,"또, 알림"\n2024-02-29 20:16:00,,시각만\n'))).toEqual([
      '*|?|알림',
      'A|2024-02-29T20:15:00|a',
      '*|2024-02-29T20:15:00|또, 알림',
      '*|2024-02-29T20:16:00|시각만',
    ])
  })

  it('in a table, who came and went is told by what is said', () => {
    const texts = [
      'A invited B and.',
      '"A님이 들어왔습니다.\n운영정책을 위반한 메시지로 신고 접수 시 카카오톡 이용에 제한이 있을 수 있습니다."',
      'A left this chatroom.',
      'A joined this chatroom.',
      'A님이 나갔습니다.',
      'A has been removed from this chatroom.',
    ]
    const read = readText(
      `Date,User,Message\n${texts.map((text) => `2024-02-29 20:15:00,A,${text}\n`).join('')}2024-02-29 20:15:00,A,기능이 해제되었습니다.\n`,
    )
    expect(kindsOf(read)).toEqual([...texts.map(() => 'system'), 'text'])
  })

  it('in a table, who says more than that has said it', () => {
    const body = 'A님이 나갔습니다.\n왜 그랬을까'
    expect(linesOf(readText(`Date,User,Message\n2024-02-29 20:15:00,B,"${body}"\n`))).toEqual([`B|2024-02-29T20:15:00|${body}`])
  })
})

describe('[IMP-19] what all of a file tells', () => {
  const say = (...authors: readonly string[]): string => `${W}${authors.map((author) => `[${author}] [오후 8:15] a\n`).join('')}`
  it.each([
    ['two', say('A', 'B', 'A'), 'direct'],
    ['two, of whom one goes', `${say('A', 'B')}B님이 나갔습니다.\n`, 'direct'],
    ['two, after somebody was asked in', `${say('A', 'B')}C님을 초대하였습니다.\n`, 'group'],
    ['three', say('A', 'B', 'C'), 'group'],
    ['one', say('A', 'A'), undefined],
  ])('a conversation of %s', (_name, text, type) => {
    expect(readText(text).head.type).toBe(type)
  })

  it.each(['나', '회원님', 'you', 'You'])('%s is who exported', (self) => {
    expect(readText(say('A', self)).head.selfLabel).toBe(self)
    expect(readText(say('A', `${self}x`)).head.selfLabel).toBeUndefined()
  })
})
