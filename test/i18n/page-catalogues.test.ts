/** The words of the page: each one used and each one there, in both languages, as the rules of the language say, and none beside a catalogue. */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as i18n from '../../shared/i18n/index.ts'
import { type Catalogue, type Entry, fill } from '../../shared/i18n/index.ts'
import * as page from '../../shared/i18n/page/index.ts'
import { aliasesIn, bareTextIn, literalsIn, pageSources, usesIn } from './words-used/index.ts'

const sources = pageSources(fileURLToPath(new URL('../..', import.meta.url)))
const aliases = aliasesIn(sources.values())
const uses = [...sources].map(([file, source]) => usesIn(file, source, aliases))
const literal = uses.flatMap((each) => each.literal)
const workedOut = uses.flatMap((each) => each.workedOut)

const pageCatalogues = cataloguesOf(page)
/** Shown to people too: by the window's program, by notifications, in the conversation. */
const shown = { ...pageCatalogues, shellWords: i18n.shellWords, noticeWords: i18n.noticeWords, systemLines: i18n.systemLines }
const texts = Object.entries(shown).flatMap(([name, catalogue]) =>
  Object.entries(catalogue).map(([key, entry]): readonly [string, Entry] => [`${name}.${key}`, entry]),
)
const inBoth = texts.flatMap(([name, { en, ko }]) => [
  [`${name}, en`, en],
  [`${name}, ko`, ko],
]) as readonly (readonly [string, string])[]

/** Asked for by what the engine says: every key can come. */
const BY_CODE: readonly string[] = ['pageErrors', 'findingTitles', 'findingMeanings', 'findingRemedies', 'importWarnings']

/** Where a folder takes keys from another one that works them out. */
const KEYS_FROM: Readonly<Record<string, readonly string[]>> = {
  'src-renderer/app/details': ['src-renderer/app/room/rights.ts'],
  'src-renderer/app/tray': ['src-renderer/app/pictures/prepared.ts'],
}

/** The same in both languages, and why. */
const SAME_IN_BOTH: Readonly<Record<string, string>> = {
  'firstRunWords.korean': 'languages bear their own names',
  'firstRunWords.english': 'languages bear their own names',
  'settingsWords.korean': 'languages bear their own names',
  'settingsWords.english': 'languages bear their own names',
}

/** Text that stands in a source, and why. */
const BARE: Readonly<Record<string, string>> = {
  'src-renderer/ui/fonts.ts: 사랑방 Sarangbang': 'loads the letters of the name',
  'src-renderer/app/people/called.ts: ${name} 님': 'how one speaks to people in Korean, and not at all in English',
  'src-renderer/app/settings/About.tsx: 사랑방': 'the name, in its own letters in every language',
  'src-renderer/app/settings/Appearance.tsx: 가': 'a letter as a sample of its size',
}

/** Sources in which Hangul is what they work on, and why. */
const ABOUT_HANGUL: Readonly<Record<string, string>> = {
  'src-renderer/ui/avatar-look.ts': 'Korean surnames',
  'src-renderer/app/quick-jump/match.ts': 'the jamo syllables are made of',
}
/** Developers only; the build leaves it out. */
const GALLERY = 'src-renderer/gallery/'

describe('a text of the page', () => {
  it('is in the catalogue it is asked of', () => {
    const missing = literal.filter(({ catalogue, key }) => !Object.hasOwn(catalogueNamed(catalogue), key))
    expect(missing).toEqual([])
  })

  it('is asked for somewhere', () => {
    const asked = new Set(literal.map(({ catalogue, key }) => `${catalogue}.${key}`))
    for (const { file, catalogue, argument } of workedOut) {
      for (const key of keysWorkedOut(file, argument)) asked.add(`${catalogue}.${key}`)
    }
    const unused = Object.entries(pageCatalogues)
      .filter(([name]) => !BY_CODE.includes(name))
      .flatMap(([name, catalogue]) => Object.keys(catalogue).map((key) => `${name}.${key}`))
      .filter((name) => !asked.has(name))
    expect(unused).toEqual([])
  })

  it('stands in a catalogue and not in a source', () => {
    const looked = [...sources].filter(([file]) => !file.startsWith(GALLERY) && !Object.hasOwn(ABOUT_HANGUL, file))
    const bare = looked.flatMap(([file, source]) => bareTextIn(file, source)).map(({ file, text }) => `${file}: ${text}`)
    expect([...new Set(bare)].filter((found) => !Object.hasOwn(BARE, found))).toEqual([])
    expect(Object.keys(BARE).filter((allowed) => !bare.includes(allowed))).toEqual([])
  })
})

describe('every text for people', () => {
  it('is Korean in Korean and English in English', () => {
    const wordsIn = (text: string): string => text.replaceAll(/\{[^}]*\}/g, '')
    const untranslated = texts.filter(
      ([name, { ko }]) => /\p{L}/u.test(wordsIn(ko)) && !HANGUL.test(ko) && !Object.hasOwn(SAME_IN_BOTH, name),
    )
    const korean = texts.filter(([name, { en }]) => HANGUL.test(en) && !Object.hasOwn(SAME_IN_BOTH, name))
    expect({ untranslated, korean }).toEqual({ untranslated: [], korean: [] })
  })

  it('takes no value in Korean that it is not given', () => {
    for (const [name, { en, ko }] of texts)
      expect(
        placeholders(ko).filter((each) => !placeholders(en).includes(each)),
        name,
      ).toEqual([])
  })

  it('has particles that can be chosen, and none left open', () => {
    for (const [name, { en, ko }] of texts) {
      expect(en, name).not.toMatch(/\{\w+:/)
      expect(ko, name).not.toMatch(/[가-힣}]\([가-힣]+\)|\([이을은와으]\)[가-힣]/)
      for (const [whole, , particle] of ko.matchAll(/\{(\w+):([^}]*)\}/g)) {
        // One that is not known would be printed as it stands.
        expect(fill(whole.replace(/\w+(?=:)/, 'name'), { name: '엄마' }), name).not.toContain(particle)
      }
    }
  })

  it('stays calm', () => {
    const loud = inBoth.filter(([, text]) => /[!！]|\bplease\b|successfully|\berror\b|오류|에러|알 수 없는|실패/i.test(text))
    expect(loud).toEqual([])
  })

  it('speaks of computers and people, and not of machinery', () => {
    const found = inBoth.flatMap(([name, text]) => {
      const words = MACHINERY.flatMap((pattern) => text.match(pattern) ?? [])
      return words.length === 0 ? [] : [`${name}: ${words.join(', ')} in “${text}”`]
    })
    expect(found).toEqual([])
  })

  it('counts one as one: where English has a plural there is a text for one of it', () => {
    const plural = texts.filter(([, { en }]) => COUNTED.test(en)).map(([name]) => name)
    const without = plural.filter((name) => !texts.some(([other]) => isSingularOf(other, name)) && !Object.hasOwn(NEVER_ONE, name))
    expect(without).toEqual([])
  })
})

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/
const COUNTED = /\{(?:count|seconds|minutes|hours|days|number|left)\} (?:\w+ ){0,2}?(?:\w+s|people)\b/
/** Counted in the plural only, and why. */
const NEVER_ONE: Readonly<Record<string, string>> = {
  'composerWords.characters': 'counted from many thousands on',
  'composerWords.split': 'what fits one message is not split',
  'composerWords.tooManyParts': 'said of RPC.TEXTS_PER_SEND',
  'composerWords.mentionCount': 'mentionOne is said of one',
  'detailsWords.people': 'a room of one says so in other words',
  'timelineWords.newMessages': 'one alone is read aloud by itself',
  'importedWords.photos': 'one is `photo`',
  'importedWords.videos': 'one is `video`',
  'importedWords.files': 'one is `file`',
  'inviteWords.people': 'one of them is `person`',
  'mediaWords.pictures': 'several side by side',
  'recorderWords.full': 'said of RESOURCE.VOICE_NOTE_MS',
  'sendingWords.FOLDER_TOO_MANY': 'said of MEDIA.SET_FILES',
  'trayWords.full': 'said of MEDIA.REFERENCES',
  'trayWords.tooMany': 'said of MEDIA.REFERENCES',
  'noticeWords.newMessages': 'said of more than SHELL.NOTIFIED_ONE_BY_ONE',
}

/** Never shown to a person. Blocking somebody is a thing people do, so “block” is only looked for in Korean. */
const MACHINERY: readonly RegExp[] = [
  /\b(?:peers?|nodes?|hash(?:es|ed)?|CRDT|Yjs|sync(?:s|ed|ing|hroni[sz]\w*)?|feeds?|epochs?|key ?pairs?|public keys?|signatures?)\b/gi,
  /\b(?:multiaddrs?|ports?|NAT|relay(?:s|ed)?|DHT|mDNS|multicast|bootstrap\w*|P2P|peer-to-peer|protocols?|payloads?|sessions?|tokens?)\b/gi,
  /\b(?:timed? ?out|exceptions?|null|undefined|databases?|DB|caches?|seeds?|mnemonics?|ciphertexts?|end-to-end|offline-first)\b/gi,
  /\b(?:decentrali[sz]ed|blockchains?|online|offline|carriers?|bundles?|custody|partitions?|certificates?|engine)\b/gi,
  /동기화|블록|피드|에포크|공개키|개인키|전자 ?서명|포트|릴레이|멀티캐스트|부트스트랩|프로토콜|페이로드|세션|토큰|타임아웃|예외/g,
  /데이터베이스|캐시|시드|니모닉|암호문|종단|탈중앙|블록체인|온라인|오프라인|캐리어|번들|파티션|인증서|피어|노드|해시|엔진|전송/g,
]

/** `minutes1` or `minutesOne` of `minutes`, `forgotten` of `forgottenSeveral`. */
function isSingularOf(name: string, plural: string): boolean {
  return (
    [`${plural}1`, `${plural}One`, plural.replace(/(?:Some|Several)$/, ''), plural.replace(/(?:Some|Several)$/, 'One')].includes(name) &&
    name !== plural
  )
}

function cataloguesOf(module: Readonly<Record<string, unknown>>): Readonly<Record<string, Catalogue>> {
  return Object.fromEntries(Object.entries(module).filter((pair): pair is [string, Catalogue] => isCatalogue(pair[1])))
}

function isCatalogue(value: unknown): value is Catalogue {
  return typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === 'object' && 'ko' in entry)
}

/** Also those of the command line, where the page uses one. */
function catalogueNamed(name: string): Catalogue {
  return cataloguesOf(i18n)[name] ?? {}
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{([a-zA-Z]+)(?::[^}]+)?\}/g)].map(([, name]) => name ?? '')
}

/** A key that is worked out is named somewhere in the folder of its screen; `${kind}Text` with what stands around the value. */
function keysWorkedOut(file: string, argument: string): readonly string[] {
  const folder = posix.dirname(file)
  const named = [...sources]
    .filter(([other]) => posix.dirname(other) === folder || KEYS_FROM[folder]?.includes(other) === true)
    .flatMap(([, source]) => literalsIn(source))
  const template = /^`([^`$]*)\$\{[^}]*\}([^`$]*)`$/.exec(argument)
  return template === null ? named : named.map((part) => `${template[1] ?? ''}${part}${template[2] ?? ''}`)
}
