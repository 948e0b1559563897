/**
 * Inviting many, as it stands in this window: who is chosen, with which words, and what was made. The links themselves are nowhere but here,
 * since the engine keeps only by what it knows them again; so they stay while one looks elsewhere, and go when the profile is locked.
 */
import { create } from 'zustand'
import type { Language } from '../../../shared/i18n/index.ts'
import type { BookEntry, EntryId, InviteHow } from '../../../shared/messenger/index.ts'
import { refreshBook } from '../address-book/index.ts'
import { call, engineState, onLocked } from '../engine/index.ts'
import { lastHow, rememberHow } from './how.ts'
import { letterOf, usualTemplate } from './letters.ts'
import { type Chosen, invitable, runs } from './selection.ts'

/** One that was made: ready to be handed over. */
export interface Made {
  readonly entry: EntryId
  readonly name: string
  readonly link: string
  readonly expires: number
  readonly text: string
}

/** What came of the last press. */
export interface Outcome {
  readonly made: number
  readonly wanted: number
  /** Why not all: TOO_MANY, or whatever else stopped it. */
  readonly code: string | undefined
}

export interface Inviting {
  readonly chosen: Chosen
  readonly language: Language | undefined
  /** What the person made of the sentence, by language. */
  readonly templates: Readonly<Partial<Record<Language, string>>>
  readonly how: InviteHow
  readonly isMaking: boolean
  /** Newest last; of one person the newest only. */
  readonly made: readonly Made[]
  readonly outcome: Outcome | undefined
  /** What was made is shown, instead of choosing. */
  readonly isShown: boolean
}

const IDLE: Inviting = {
  chosen: new Set(),
  language: undefined,
  templates: {},
  how: 'link',
  isMaking: false,
  made: [],
  outcome: undefined,
  isShown: false,
}
/** Each link is a commit to the disk, and a call makes hundreds. */
const MAKING_MS = 120_000

const store = create<Inviting>(() => ({ ...IDLE, how: lastHow() }))

export const useInviting = store

export function choose(chosen: Chosen): void {
  store.setState({ chosen, isShown: false })
}

export function setLanguage(language: Language): void {
  store.setState({ language })
}

/** undefined: the usual one again. */
export function setTemplate(language: Language, template: string | undefined): void {
  const { [language]: _, ...others } = store.getState().templates
  store.setState({ templates: template === undefined ? others : { ...others, [language]: template } })
}

export function setHow(how: InviteHow): void {
  rememberHow(how)
  store.setState({ how })
}

export function showMade(isShown: boolean): void {
  store.setState({ isShown })
}

export function templateOf({ templates }: Pick<Inviting, 'templates'>, language: Language): string {
  return templates[language] ?? usualTemplate(language)
}

/** Makes an invitation for everybody chosen. Who got none stays chosen. */
export async function make(entries: readonly BookEntry[], language: Language): Promise<void> {
  const { chosen, how, isMaking, templates } = store.getState()
  const wanted = invitable(entries, chosen)
  if (isMaking || wanted.length === 0) return
  store.setState({ isMaking: true, outcome: undefined })
  const template = templateOf({ templates }, language)
  const me = engineState().me?.name ?? ''
  const made: Made[] = []
  let code: string | undefined
  for (const some of runs(wanted)) {
    const answer = await call('book.invite', { entries: [...some], how, language }, MAKING_MS)
    // All of these came while one was choosing.
    if (!answer.ok && answer.error.code === 'ALREADY_HERE') continue
    if (answer.ok) {
      for (const { entry, name, link, expires } of answer.value) {
        made.push({ entry, name, link, expires, text: letterOf(template, { name, me, link }) })
      }
    }
    if (!answer.ok || answer.value.length < some.length) {
      code = answer.ok ? 'TOO_MANY' : answer.error.code
      break
    }
  }
  const done = new Set(made.map(({ entry }) => entry))
  const { made: before, chosen: still } = store.getState()
  store.setState({
    isMaking: false,
    made: [...before.filter(({ entry }) => !done.has(entry)), ...made],
    chosen: new Set([...still].filter((entry) => !done.has(entry))),
    outcome: { made: made.length, wanted: wanted.length, code },
    isShown: made.length > 0,
  })
  await refreshBook()
}

onLocked(() => store.setState({ ...IDLE, how: lastHow() }))
