import { describe, expect, it } from 'vitest'
import { isLargeEmoji, piecesOf } from '../../src-renderer/app/timeline/links.ts'
import { account } from './messages.ts'

const links = (text: string) => piecesOf(text).filter((piece) => piece.kind === 'link')
const whole = (text: string) =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('')

describe('links in a text', () => {
  it('leads to web addresses and mail, and to nothing else', () => {
    expect(links('여기 https://example.com/a?b=1 그리고 example.org').map(({ href }) => href)).toEqual([
      'https://example.com/a?b=1',
      'https://example.org/',
    ])
    expect(links('mum@example.com').map(({ href }) => href)).toEqual(['mailto:mum@example.com'])
    for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'sarangbang:room', 'ftp://example.com/x']) {
      expect(links(bad).filter(({ href }) => !/^(?:https?|mailto):/.test(href))).toEqual([])
    }
  })

  it('keeps every character of the text', () => {
    const text = '보세요: https://example.com, 그리고 (example.org) 끝.'
    expect(whole(text)).toBe(text)
    expect(piecesOf('')).toEqual([])
  })

  it('says the real host of a name in letters that pass for others', () => {
    // The first letter is Cyrillic.
    expect(links('https://аpple.com/login')[0]).toMatchObject({ realHost: 'xn--pple-43d.com' })
    expect(links('https://example.com')[0]).toMatchObject({ realHost: undefined })
    expect(links('https://한국.kr')[0]).toMatchObject({ realHost: undefined })
    expect(links('https://xn--pple-43d.com')[0]).toMatchObject({ realHost: undefined })
  })

  it('says the real host behind a name before an @', () => {
    expect(links('https://bank.example@evil.example/x')[0]).toMatchObject({ realHost: 'evil.example' })
  })

  it('shows no marks within a link that turn its direction', () => {
    const [link] = links('https://example.com/\u202efdp.exe')
    expect(link?.text).not.toMatch(/[\u202a-\u202e]/)
  })
})

describe('people a text names', () => {
  it('are pieces of their own, and a range that does not fit names nobody', () => {
    const [mum] = [account(2)]
    expect(piecesOf('@엄마 저녁', [{ account: mum, from: 0, to: 3 }])).toEqual([
      { kind: 'mention', text: '@엄마', account: mum },
      { kind: 'text', text: ' 저녁' },
    ])
    expect(piecesOf('@엄마', [{ account: mum, from: 0, to: 30 }])).toEqual([{ kind: 'text', text: '@엄마' }])
  })
})

describe('emoji alone', () => {
  it('are large up to three', () => {
    for (const text of ['👍', '👍🏽 ❤️', '👨‍👩‍👧‍👦', '🇰🇷 😂😮']) expect(isLargeEmoji(text)).toBe(true)
    for (const text of ['👍 네', '1', '#', '😂😂😂😂', '', ' ']) expect(isLargeEmoji(text)).toBe(false)
  })
})
