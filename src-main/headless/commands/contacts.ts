/** `contacts`: everyone I know. */
import type { Entry } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { contactJson } from '../json-shapes.ts'
import { columns, plain } from '../terminal-text.ts'

export const contacts = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const all = await session.ask('people.contacts')
    return {
      json: { contacts: all.map(contactJson) },
      human: () => {
        if (all.length === 0) return context.say(NOBODY)
        return columns(
          all.map((contact) => [plain(contact.name), contact.account.slice(0, 8), contactMarks(contact, context.say).join(', ')]),
        )
      },
    }
  },
})

const NOBODY: Entry = {
  en: 'Nobody yet. "sarangbang invite" makes a link to send to somebody.',
  ko: '아직 아무도 없어요. "sarangbang invite"로 초대 링크를 만들어 보내세요.',
}

export function contactMarks(contact: Contact, say: (entry: Entry) => string): readonly string[] {
  return [
    ...(contact.verified ? [say({ en: 'verified', ko: '확인됨' })] : []),
    ...(contact.blocked ? [say({ en: 'blocked', ko: '차단됨' })] : []),
    ...(contact.state === 'asked' ? [say({ en: 'not met yet', ko: '아직 못 만남' })] : []),
  ]
}
