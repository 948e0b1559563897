/** `accept`: takes an invitation. Meeting the other side may take a while; what was begun goes on whenever Sarangbang runs. */
import { defineCommand } from '../command.ts'
import { plain } from '../terminal-text.ts'

export const accept = defineCommand({
  options: {
    scanned: {
      kind: 'flag',
      help: { en: 'read from their screen by this computer’s camera', ko: '상대 화면에서 이 컴퓨터의 카메라로 읽었어요' },
    },
  },
  positionals: { shown: 'LINK', min: 1, max: 1 },
  async run({ scanned }, [link = ''], context) {
    const session = await context.session('network')
    const { contact, inviter, room, state } = await session.ask('people.accept', { link: link.trim(), ...(scanned && { scanned }) }, 0)
    const who = contact ?? inviter
    const met = { en: 'Connected.', ko: '연결됐어요.' }
    const asked = {
      en: 'Noted. They could not be reached yet; Sarangbang goes on trying.',
      ko: '받아 뒀어요. 아직 연결되지 않아서 사랑방이 계속 시도할게요.',
    }
    return {
      json: {
        ...(who !== undefined && { contact: { account: who.account, name: who.name } }),
        ...(room !== undefined && { room }),
        state,
      },
      human: () =>
        [who === undefined ? '' : plain(who.name), context.say(state === 'done' ? met : asked)].filter((part) => part !== '').join(': '),
    }
  },
})
