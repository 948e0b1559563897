/** Who wrote a record, what WhatsApp itself says, and what the conversation is called. */
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../shared/importers/whatsapp/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { readChat, type ReadChat } from '../reading.ts'

const read = (...rests: readonly string[]): ReadChat => readChat(whatsapp, rests.map((rest) => `20/10/2022, 20:15 - ${rest}`).join('\n'))
const authors = (...rests: readonly string[]): readonly (string | null)[] => read(...rests).records.map(({ author }) => author)
const iphone = (...lines: readonly string[]): ReadChat => readChat(whatsapp, lines.map((line) => `[20.10.22, 20:15:08] ${line}`).join('\n'))

describe('[IMP-22] an author', () => {
  it.each([
    ['a name with a comma', 'Kim, Seo-yeon: hi', 'Kim, Seo-yeon', 'hi'],
    ['with brackets', '[총무] 서연: hi', '[총무] 서연', 'hi'],
    ['of emoji', '🤓: hi', '🤓', 'hi'],
    ['a telephone number', '+82 10-1111-2222: hi', '+82 10-1111-2222', 'hi'],
    ['a number within marks of direction', '\u202a+82 10-1111-2222\u202c: hi', '+82 10-1111-2222', 'hi'],
    ['with a tilde, unsaved', '~ Ben: hi', '~ Ben', 'hi'],
    ['in quotation marks', 'Ann "Bunny" Lee: hi', 'Ann "Bunny" Lee', 'hi'],
    ['a body with colons', 'Ben: at 10:30: ok: yes', 'Ben', 'at 10:30: ok: yes'],
    ['a body with a dash', 'Ben: a - b: c', 'Ben', 'a - b: c'],
    ['a colon without a space in the name', 'a:b: hi', 'a:b', 'hi'],
    ['an empty body', 'Ben:', 'Ben', ''],
    ['markup', '<script>alert(1)</script>: <b>x</b> y', '<script>alert(1)</script>', '<b>x</b> y'],
  ])('%s', (_what, rest, author, text) => {
    expect(read(rest).records).toMatchObject([{ author, text }])
  })

  it('[LIM] has at most 80 characters, whatever they are made of', () => {
    const longest = '👩'.repeat(IMPORT.AUTHOR_CHARACTERS)
    expect(authors('Ben: hi', `${longest}: hi`, `${longest}x: hi`)).toEqual(['Ben', longest, null])
  })

  it('may have a colon followed by a space in the name, where it always does', () => {
    expect(authors('Shop: Seoul: hi', 'Ben: a', 'Shop: Seoul: ho', 'Ben: a', 'Shop: Seoul: hm')).toEqual([
      'Shop: Seoul',
      'Ben',
      'Shop: Seoul',
      'Ben',
      'Shop: Seoul',
    ])
    // Not where the beginning also comes alone.
    expect(authors('Ben: note: a', 'Ben: note: b', 'Ben: note: c', 'Ben: d')).toEqual(['Ben', 'Ben', 'Ben', 'Ben'])
  })

  it('is nobody, where a notice has a colon', () => {
    expect(
      authors(
        'Ben: hi',
        'Ben changed the subject to "Team: late"',
        'Ben changed the subject from "A" to "Team: late"',
        'Ann hat den Betreff zu „Team: spät“ geändert',
        'Ben changed the group description: see inside',
        '+82 10-1111-2222 added: Ann',
        '서연님이 그룹 이름을 "모임: 저녁"(으)로 변경했습니다.',
      ),
    ).toEqual(['Ben', null, null, null, null, null, null])
  })

  it('without a space after the colon is none: nothing of it is lost', () => {
    expect(read('Ben: hi', 'John Doe:.').records[1]).toMatchObject({ author: null, kind: 'system', text: 'John Doe:.' })
  })

  it('[LIM] beyond 4,096 names more are read all the same', () => {
    const rests = Array.from({ length: IMPORT.KNOWN_NAMES + 2 }, (_, at) => `Person ${at}: x`)
    const { records, head } = read(...rests)
    expect(records.at(-1)?.author).toBe(`Person ${IMPORT.KNOWN_NAMES + 1}`)
    expect(records.every(({ author }) => author !== null)).toBe(true)
    expect(head.type).toBe('group')
  })
})

describe('[IMP-23] what WhatsApp says', () => {
  it('has no author on Android', () => {
    const { records, head } = read(
      'Ben created group "Family"',
      'You were added',
      "Ann joined using this group's invite link",
      'Ben: Ann left',
    )
    expect(records.map(({ kind }) => kind)).toEqual(['system', 'system', 'system', 'text'])
    expect(head.type).toBe('group')
  })

  it.each([
    '‎Messages and calls are end-to-end encrypted. Only people in this chat can read them.',
    '‎메시지와 통화는 종단간 암호화됩니다. 이 대화에 참여한 사람만 읽을 수 있습니다.',
    '‎メッセージと通話はエンドツーエンドで暗号化されます。',
    '‎Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand sonst kann sie lesen.',
    '‎Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera puede leerlos.',
    '‎Les messages et les appels sont chiffrés de bout en bout. Aucun tiers ne peut les lire.',
    '‎訊息和通話經端對端加密。',
    '‎消息和通话都进行端到端加密。',
    '‎Сообщения и звонки защищены сквозным шифрованием.',
    '‎Ben changed the subject to “Team: late”',
    '‎Ben added Ann',
    '‎Ben left',
    '‎서연님이 민수님을 추가했습니다.',
    'Messages and calls are end-to-end encrypted. No one outside of this chat can read them.',
  ])('bears a name on an iPhone, and a mark: %s', (notice) => {
    const { records } = iphone(`Family: ${notice}`, 'Ben: hi')
    expect(records[0]).toMatchObject({ kind: 'system', author: null, text: notice.replace('‎', '') })
    expect(records[1]).toMatchObject({ kind: 'text', author: 'Ben' })
  })

  it('is not what a person says in the same words', () => {
    expect(
      iphone('Ben: Ann left', 'Ben: I changed the subject', 'Ann: are these end-to-end encrypted?').records.map(({ kind }) => kind),
    ).toEqual(['text', 'text', 'text'])
  })
})

describe('[IMP-25] the conversation', () => {
  const line = '20/10/2022, 20:15 - Ben: hi\n20/10/2022, 20:16 - Ann: ho'

  it.each([
    ['WhatsApp Chat with Ben.txt', 'Ben'],
    ['WhatsApp Chat with +82 10-1111-2222.txt', '+82 10-1111-2222'],
    ['WhatsApp Chat - Ben.zip', 'Ben'],
    ['WhatsApp Chat mit Ben.txt', 'Ben'],
    ['Chat de WhatsApp con Ben.txt', 'Ben'],
    ['Conversa do WhatsApp com Ben.txt', 'Ben'],
    ['Discussion WhatsApp avec Ben.txt', 'Ben'],
    ['Чат WhatsApp с Ben.txt', 'Ben'],
    ['WhatsApp 대화 - 서연.txt', '서연'],
    ['서연님과의 WhatsApp 대화.txt', '서연'],
    ['與小明的 WhatsApp 對話.txt', '小明'],
  ])('%s is called %s', (name, title) => {
    expect(readChat(whatsapp, line, '_chat.txt', { name }).head).toMatchObject({ title, type: 'direct' })
    expect(readChat(whatsapp, line, name).head.title).toBe(title)
  })

  it('has no title where no name tells', () => {
    expect(readChat(whatsapp, line, '_chat.txt').head.title).toBeUndefined()
  })

  it('is a group with three who write', () => {
    expect(readChat(whatsapp, `${line}\n20/10/2022, 20:16 - Cho: ho`).head.type).toBe('group')
  })

  it('tells who exported by whom "You deleted" names', () => {
    expect(read('Ben: This message was deleted', 'Ann: You deleted this message').head.selfLabel).toBe('Ann')
    expect(read('Ben: hi').head.selfLabel).toBeUndefined()
  })
})
