/** What a person chooses before moving in: where each conversation goes, who he is in it, and who the others are. Pure. */
import type { AuthorIs, ChatPreview, ImportTarget, ImportView } from '../../../shared/messenger/index.ts'

/** `unasked`: nobody has said yet which author he is. `nobody`: he is none of them. */
export type WhoIAm = { readonly is: 'unasked' } | { readonly is: 'nobody' } | { readonly is: 'author'; readonly name: string }

export interface ChatChoice {
  /** undefined: it is left out. */
  readonly target: ImportTarget | undefined
  readonly me: WhoIAm
  readonly authors: ReadonlyMap<string, AuthorIs>
}

export interface Choices {
  readonly zone: string
  readonly contacts: boolean
  readonly chats: ReadonlyMap<number, ChatChoice>
}

/** Of larger rooms people may be strangers: they keep their names and nothing more, unless the person says otherwise. */
const NEW_PEOPLE = 30

export function proposed(view: ImportView): Choices {
  return { zone: view.zone, contacts: view.contacts.count > 0, chats: new Map(view.chats.map((chat) => [chat.chat, proposedFor(chat)])) }
}

function proposedFor({ records, title, target, me, people, peopleCount }: ChatPreview): ChatChoice {
  const isKnown = me !== undefined && people.some(({ name }) => name === me)
  const isAmongFew = peopleCount <= NEW_PEOPLE
  return {
    target: records === 0 ? undefined : (target?.target ?? { to: 'new', title }),
    me: isKnown ? { is: 'author', name: me } : people.length === 0 ? { is: 'nobody' } : { is: 'unasked' },
    authors: new Map(people.map(({ name, guess }) => [name, guess?.who ?? { is: isAmongFew ? 'new' : 'unknown' }])),
  }
}

/** Which author I am decides with whom a conversation of two was: it goes to him, unless the person chose another place. */
export function withMe(chat: ChatPreview, choice: ChatChoice, me: WhoIAm): Partial<ChatChoice> {
  const { target } = choice
  const isOpen = target === undefined ? false : target.to === 'new' || target.to === 'author'
  if (!isOpen || chat.type === 'group' || chat.peopleCount !== 2) return { me }
  const other = me.is === 'author' ? chat.people.find(({ name }) => name !== me.name) : undefined
  return { me, target: other === undefined ? { to: 'new', title: chat.title } : { to: 'author', name: other.name } }
}

export function changed(choices: Choices, chat: number, change: Partial<ChatChoice>): Choices {
  const before = choices.chats.get(chat)
  return before === undefined ? choices : { ...choices, chats: new Map(choices.chats).set(chat, { ...before, ...change }) }
}

/** The first conversation of which it is open who the person is. */
export function unasked(view: ImportView, choices: Choices): ChatPreview | undefined {
  return view.chats.find(({ chat }) => {
    const choice = choices.chats.get(chat)
    return choice?.target !== undefined && choice.me.is === 'unasked'
  })
}

export function chosenCount(choices: Choices): number {
  return [...choices.chats.values()].filter(({ target }) => target !== undefined).length
}

/** In the form that `imports.commit` takes. */
export function planOf({ zone, contacts, chats }: Choices) {
  return {
    zone,
    contacts,
    chats: [...chats].flatMap(([chat, { target, me, authors }]) => {
      if (target === undefined) return []
      const own = me.is === 'author' ? me.name : undefined
      const others = [...authors].filter(([name, who]) => name !== own && who.is !== 'unknown').map(([name, who]) => ({ name, who }))
      return [{ chat, target, ...(own !== undefined && { me: own }), authors: others }]
    }),
  }
}
