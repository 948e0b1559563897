/** `accept`: takes an invitation. Meeting the other side may take a while; what was begun goes on whenever Sarangbang runs. */
import { defineCommand } from '../command.ts'
import { plain } from '../terminal-text.ts'

export const accept = defineCommand({
  options: {},
  positionals: { shown: 'LINK', min: 1, max: 1 },
  async run(_values, [link = ''], context) {
    const session = await context.session('network')
    const { contact, room, state } = await session.ask('people.accept', { link: link.trim() }, 0)
    const met = { en: 'Connected.', ko: '연결됐어요.' }
    const asked = {
      en: 'Noted. They could not be reached yet; Sarangbang goes on trying.',
      ko: '받아 뒀어요. 아직 연결되지 않아서 사랑방이 계속 시도할게요.',
    }
    return {
      json: {
        ...(contact !== undefined && { contact: { account: contact.account, name: contact.name } }),
        ...(room !== undefined && { room }),
        state,
      },
      human: () =>
        [contact === undefined ? '' : plain(contact.name), context.say(state === 'done' ? met : asked)]
          .filter((part) => part !== '')
          .join(': '),
    }
  },
})
