/** `people` and `people invite`: those who may not have Sarangbang yet, and a link of its own for each. */
import type { InviteHow } from '../../../shared/messenger/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findEntry } from '../find-entry.ts'
import { entryJson } from '../import-shapes.ts'
import { columns, plain, plainLines } from '../terminal-text.ts'

export const people = defineCommand({
  options: {
    remind: {
      kind: 'flag',
      help: { en: 'only those invited some days ago who have not come', ko: '초대한 지 며칠 지났는데 아직 안 온 사람만' },
    },
    guesses: { kind: 'flag', help: { en: 'who may be whom', ko: '같은 사람일지 모르는 사람들' } },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    if (values.guesses) {
      const guesses = await session.ask('book.guesses')
      return {
        json: { guesses },
        human: () => columns(guesses.map(({ name, otherName, why }) => [plain(name), plain(otherName), why])),
      }
    }
    const entries = await session.ask(values.remind ? 'book.reminders' : 'book.entries')
    return {
      json: { people: entries.map(entryJson) },
      human: () => {
        if (entries.length === 0) return context.say({ en: 'Nobody.', ko: '아무도 없어요.' })
        return columns(
          entries.map(({ entry, name, phones, account, invited }) => [
            plain(name),
            plain(phones[0]?.value ?? ''),
            account !== undefined
              ? context.say({ en: 'here', ko: '사랑방에 있음' })
              : invited.length > 0
                ? context.say({ en: 'invited', ko: '초대함' })
                : '',
            entry.slice(0, 8),
          ]),
        )
      },
    }
  },
})

const HOWS: readonly InviteHow[] = ['link', 'qr', 'print', 'csv']

export const peopleInvite = defineCommand({
  options: {
    all: { kind: 'flag', help: { en: 'everybody who is not here and was not invited', ko: '아직 없고 초대하지 않은 모두' } },
    how: {
      kind: 'text',
      value: 'link|qr|print|csv',
      help: { en: 'how it goes out; link unless said', ko: '어떻게 보내는지. 없으면 link' },
    },
  },
  positionals: { shown: '[WHO]…', min: 0, max: Infinity },
  async run(values, words, context) {
    const how = HOWS.find((each) => each === (values.how ?? 'link'))
    if (how === undefined || values.all === words.length > 0)
      throw new UsageFailure({
        en: 'Say whom, or --all; --how is link, qr, print or csv.',
        ko: '누구인지 말하거나 --all을 쓰세요. --how는 link, qr, print, csv예요.',
      })
    const session = await context.session('profile')
    const entries: string[] = []
    for (const word of words) {
      const entry = await findEntry(session, word)
      if (entry === undefined) throw new CommandFailure('NO_ENTRY', plain(word))
      entries.push(entry.entry)
    }
    if (values.all) {
      const everybody = await session.ask('book.entries')
      entries.push(...everybody.filter(({ account, invited }) => account === undefined && invited.length === 0).map(({ entry }) => entry))
    }
    if (entries.length === 0) throw new CommandFailure('ALREADY_HERE')
    const invitations = await session.ask('book.invite', { entries, how, language: context.language })
    return {
      json: { invitations },
      human: () => invitations.map(({ name, sentence }) => `${plain(name)}\n${plainLines(sentence, 2)}`).join('\n\n'),
    }
  },
})
