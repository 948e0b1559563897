/** Readiness and drills as sentences, with names and never a score: the same on the page and on the command line (RDY-1, RDY-4, RDY-9). */
import type { DrillMode, DrillPerson } from '../drill/index.ts'
import type { ReadyStepCode } from '../messenger/index.ts'
import { type Entry, fill, type Language } from './translate.ts'

/** More than so many are counted. */
const NAMED = 3

function namesText(names: readonly string[], language: Language): string {
  const shown = names.slice(0, NAMED).join(', ')
  const count = names.length - NAMED
  return count <= 0 ? shown : fill(AND_MORE[language], { names: shown, count })
}

const AND_MORE: Entry = { en: '{names} and {count} more', ko: '{names} 외 {count}명' }

/** "Whom would I reach tonight?" in one or two sentences; what works comes first. */
export function readySummary(
  { reached, missing }: { readonly reached: readonly string[]; readonly missing: readonly string[] },
  language: Language,
): string {
  const values = {
    ...{ reached: reached.length, of: reached.length + missing.length },
    ...{ names: namesText(reached, language), others: namesText(missing, language) },
  }
  if (values.of === 0) return SUMMARIES.nobody[language]
  const kind = missing.length === 0 ? 'all' : reached.length === 0 ? 'none' : 'some'
  return fill(SUMMARIES[kind][language], values)
}

const SUMMARIES = {
  nobody: { en: 'Nobody is here yet. Start with one person.', ko: '아직 아무도 없어요. 한 사람부터 초대해 보세요.' },
  all: { en: 'If it burns tonight, you reach everyone here: {names}.', ko: '오늘 밤 불이 나도 {of}명 모두에게 닿아요: {names}.' },
  some: {
    en: 'If it burns tonight, you reach {reached} of {of}: {names}. Not yet: {others}.',
    ko: '오늘 밤 불이 나면 {of}명 중 {reached}명에게 닿아요: {names}. 아직 안 닿는 사람: {others}.',
  },
  none: {
    en: 'If it burns tonight, you don’t reach anybody yet. Waiting for: {others}.',
    ko: '오늘 밤 불이 나면 아직 아무에게도 닿지 않아요. 기다리는 사람: {others}.',
  },
} as const satisfies Readonly<Record<string, Entry>>

/** Who is reached even where the internet is gone, as far as was seen (RDY-2). */
export function nearSummary(names: readonly string[], language: Language): string {
  return names.length === 0 ? NEAR.none[language] : fill(NEAR.some[language], { names: namesText(names, language) })
}

const NEAR = {
  none: { en: 'Without the internet, nobody.', ko: '인터넷까지 끊기면 닿는 사람이 없어요.' },
  some: { en: 'Even without the internet: {names}.', ko: '인터넷까지 끊겨도 닿는 사람: {names}.' },
} as const satisfies Readonly<Record<string, Entry>>

interface StepWords {
  /** What the button says. */
  readonly title: Entry
  /** Why; with whom where that is known. */
  readonly why: Entry
}

export const readySteps = {
  'invite-first': {
    title: { en: 'Invite somebody', ko: '한 사람 초대하기' },
    why: { en: 'One person is enough to begin with.', ko: '한 사람만 와도 이야기할 수 있어요.' },
  },
  'write-words': {
    title: { en: 'Write down the twelve words', ko: '열두 단어 적기' },
    why: {
      en: 'If this computer is lost, only these words bring you back.',
      ko: '이 컴퓨터를 잃어버리면 이 단어로만 돌아올 수 있어요.',
    },
  },
  remind: {
    title: { en: 'Remind them', ko: '다시 알리기' },
    why: { en: 'Invited and not here yet: {names}.', ko: '초대했지만 아직 오지 않았어요: {names}.' },
  },
  meet: {
    title: { en: 'See why', ko: '왜 안 닿는지 보기' },
    why: {
      en: 'Not reached for a while: {names}. Ask them to open Sarangbang.',
      ko: '오래 닿지 않았어요: {names}. 사랑방을 켜 달라고 해 보세요.',
    },
  },
  'find-keeper': {
    title: { en: 'Ask somebody to keep messages', ko: '맡아 줄 사람 부탁하기' },
    why: {
      en: 'A computer that stays on hands your messages on while others are away.',
      ko: '늘 켜 둔 컴퓨터가 있으면, 꺼져 있던 사람에게도 나중에 전해져요.',
    },
  },
  compare: {
    title: { en: 'Compare numbers', ko: '번호 비교하기' },
    why: { en: 'When you meet, make sure it’s really them: {names}.', ko: '만났을 때 진짜인지 확인해 두세요: {names}.' },
  },
  'back-up': {
    title: { en: 'Make a backup', ko: '백업 만들기' },
    why: { en: 'Then your conversations outlive this computer.', ko: '이 컴퓨터가 고장 나도 이야기가 남아요.' },
  },
  'second-computer': {
    title: { en: 'Link a second computer', ko: '다른 컴퓨터도 잇기' },
    why: { en: 'If one breaks, you are still there on the other.', ko: '하나가 고장 나도 다른 하나로 이야기할 수 있어요.' },
  },
  'meet-near': {
    title: { en: 'How to meet without the internet', ko: '인터넷 없이 이어지는 방법 보기' },
    why: {
      en: 'Nobody was on the same network lately, so nobody is reached without the internet.',
      ko: '요즘 같은 와이파이에서 만난 사람이 없어요. 지금은 인터넷이 끊기면 닿지 않아요.',
    },
  },
  drill: {
    title: { en: 'Practise for five minutes', ko: '5분 동안 연습하기' },
    why: { en: 'See who answers without the internet before the day comes.', ko: '인터넷 없이 누가 대답하는지 미리 알 수 있어요.' },
  },
} as const satisfies Readonly<Record<ReadyStepCode, StepWords>>

export function readyStepText(
  { code, names }: { readonly code: ReadyStepCode; readonly names: readonly string[] },
  language: Language,
): string {
  const { why } = readySteps[code]
  return fill(why[language], { names: namesText(names, language) })
}

export const drillModes = {
  'no-internet': { en: 'Without the internet', ko: '인터넷 없이' },
  'lan-only': { en: 'This Wi-Fi only', ko: '이 와이파이만' },
  'carriers-only': { en: 'Always-on computers only', ko: '늘 켜 둔 컴퓨터만' },
} as const satisfies Readonly<Record<DrillMode, Entry>>

/** The one sentence at the end, or of how it stands so far. */
export function drillSummary(
  { mode, people }: { readonly mode: DrillMode; readonly people: readonly DrillPerson[] },
  language: Language,
): string {
  const named = (isMeant: (person: DrillPerson) => boolean): readonly string[] => people.filter(isMeant).map(({ name }) => name)
  const isReached = ({ answered, keptBy }: DrillPerson): boolean => answered !== undefined || keptBy !== undefined
  const [reached, silent] = [named(isReached), named((person) => !isReached(person))]
  if (people.length === 0) return DRILL_SENTENCES.nobody[language]
  const values = {
    ...{ how: DRILL_HOW[mode][language], reached: reached.length, of: people.length },
    ...{ names: namesText(reached, language), others: namesText(silent, language) },
  }
  const kept = mode === 'carriers-only' ? 'kept' : 'answered'
  const kind = silent.length === 0 ? 'all' : reached.length === 0 ? 'none' : 'some'
  return fill(DRILL_SENTENCES[kept][kind][language], values)
}

const DRILL_HOW = {
  'no-internet': { en: 'Without the internet', ko: '인터넷 없이' },
  'lan-only': { en: 'On this Wi-Fi alone', ko: '이 와이파이만으로' },
  'carriers-only': { en: 'With always-on computers alone', ko: '늘 켜 둔 컴퓨터만으로' },
} as const satisfies Readonly<Record<DrillMode, Entry>>

const DRILL_SENTENCES = {
  nobody: { en: 'There is nobody to practise with yet.', ko: '아직 함께 연습할 사람이 없어요.' },
  answered: {
    all: { en: '{how}, everyone answered: {names}.', ko: '{how} {of}명 모두 대답했어요: {names}.' },
    some: {
      en: '{how}, {reached} of {of} answered: {names}. No answer: {others}.',
      ko: '{how} {of}명 중 {reached}명이 대답했어요: {names}. 대답이 없는 사람: {others}.',
    },
    none: { en: '{how}, nobody answered.', ko: '{how} 대답한 사람이 없어요.' },
  },
  kept: {
    all: { en: '{how}, messages get to everyone: {names}.', ko: '{how} {of}명 모두에게 전할 수 있어요: {names}.' },
    some: {
      en: '{how}, messages get to {reached} of {of}: {names}. Not to: {others}.',
      ko: '{how} {of}명 중 {reached}명에게 전할 수 있어요: {names}. 전할 수 없는 사람: {others}.',
    },
    none: { en: '{how}, messages get to nobody.', ko: '{how} 전할 수 있는 사람이 없어요.' },
  },
} as const
