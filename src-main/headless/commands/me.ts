/** `me`: who I am. */
import { defineCommand, NO_WORDS } from '../command.ts'
import { columns, plain } from '../terminal-text.ts'

export const me = defineCommand({
  options: { rename: { kind: 'text', value: 'NAME', help: { en: 'change my name', ko: '내 이름 바꾸기' } } },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    const own = values.rename === undefined ? await session.ask('profile.me') : await session.ask('profile.rename', { name: values.rename })
    return {
      json: { account: own.account, device: own.device, name: own.name, deviceName: own.deviceName },
      human: () =>
        columns([
          [context.say({ en: 'Name', ko: '이름' }), plain(own.name)],
          [context.say({ en: 'Account', ko: '계정' }), own.account],
          [context.say({ en: 'This device', ko: '이 기기' }), `${plain(own.deviceName)} (${own.device})`],
        ]),
    }
  },
})
