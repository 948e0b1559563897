/** `contact …`: one contact, by name or account. */
import { defineCommand, type CommandContext } from '../command.ts'
import { findContact } from '../find.ts'
import { contactJson } from '../json-shapes.ts'
import type { Session } from '../session.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { naming } from '../naming.ts'
import { columns, plain } from '../terminal-text.ts'
import { contactMarks } from './contacts.ts'

const WHO = { shown: 'CONTACT', min: 1, max: 1 } as const

export const show = defineCommand({
  options: {},
  positionals: WHO,
  notes: {
    en: 'Read the safety number to each other, in person or on the phone. If it is the same on both sides, use "contact verify".',
    ko: '만나서, 또는 전화로 안전 번호를 서로 읽어 보세요. 같으면 "contact verify"로 확인해 주세요.',
  },
  async run(_values, [who = ''], context) {
    const session = await context.session('profile')
    const contact = await findContact(session, who)
    const { digits, qr } = await session.ask('profile.safetyNumber', { account: contact.account })
    return {
      json: { contact: contactJson(contact), safetyNumber: digits.replace(/\D/g, ''), qr },
      human: () =>
        columns([
          [context.say({ en: 'Name', ko: '이름' }), [plain(contact.name), ...contactMarks(contact, context.say)].join(', ')],
          [context.say({ en: 'Account', ko: '계정' }), contact.account],
          [context.say({ en: 'Devices', ko: '기기' }), String(contact.devices.length)],
          [context.say({ en: 'Safety number', ko: '안전 번호' }), digits.replace(/\D/g, '').replace(/(\d{5})(?=\d)/g, '$1 ')],
        ]),
    }
  },
})

export const verify = defineCommand({
  options: { off: { kind: 'flag', help: { en: 'take it back', ko: '확인 취소하기' } } },
  positionals: WHO,
  run: ({ off }, [who = ''], context) =>
    change(context, who, (session, { account }) => session.ask('people.verify', { account, verified: !off })),
})

export const block = defineCommand({
  options: {},
  positionals: WHO,
  run: (_values, [who = ''], context) =>
    change(context, who, (session, { account }) => session.ask('people.block', { account, blocked: true })),
})

export const unblock = defineCommand({
  options: {},
  positionals: WHO,
  run: (_values, [who = ''], context) =>
    change(context, who, (session, { account }) => session.ask('people.block', { account, blocked: false })),
})

export const rename = defineCommand({
  options: {},
  positionals: { shown: 'CONTACT NAME', min: 2, max: 2 },
  run: (_values, [who = '', name = ''], context) =>
    change(context, who, (session, { account }) => naming(session.ask('people.rename', { account, name }))),
})

async function change(context: CommandContext, who: string, act: (session: Session, contact: Contact) => Promise<Contact>) {
  const session = await context.session('profile')
  const changed = await act(session, await findContact(session, who))
  return {
    json: { contact: contactJson(changed) },
    human: () => [plain(changed.name), ...contactMarks(changed, context.say)].join(', '),
  }
}
