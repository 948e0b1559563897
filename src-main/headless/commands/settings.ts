/** `settings`: what this person chose for the profile, as far as it counts without a window; `settings read-receipts on|off` and the like choose. */
import type { Entry } from '../../../shared/i18n/index.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { settingsJson } from '../json-shapes.ts'
import { onOrOff } from '../on-or-off.ts'

export const settings = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    return shown(await session.ask('profile.settings'), context)
  },
})

export const readReceipts = defineCommand({
  options: {},
  positionals: { shown: 'on|off', min: 1, max: 1 },
  notes: {
    en: 'off: from now on nobody sees what I have read on this computer, and I see of nobody. What was said before stays said.',
    ko: 'off: 이제부터 이 컴퓨터에서 내가 무엇을 읽었는지 아무도 볼 수 없고, 나도 볼 수 없어요. 이미 알려진 것은 그대로예요.',
  },
  async run(_values, [word = ''], context) {
    const isOn = onOrOff(word)
    const session = await context.session('profile')
    return shown(await session.ask('profile.changeSettings', { readReceipts: isOn }), context)
  },
})

export const typing = defineCommand({
  options: {},
  positionals: { shown: 'on|off', min: 1, max: 1 },
  notes: {
    en: 'off: nobody is shown that I am writing, and I am shown of nobody.',
    ko: 'off: 내가 입력 중인 것을 아무도 볼 수 없고, 나도 볼 수 없어요.',
  },
  async run(_values, [word = ''], context) {
    const isOn = onOrOff(word)
    const session = await context.session('profile')
    return shown(await session.ask('profile.changeSettings', { typing: isOn }), context)
  },
})

function shown(current: Settings, { say }: CommandContext) {
  const line = (name: Entry, isOn: boolean): string => `${say(name)}: ${say(isOn ? { en: 'on', ko: '켜짐' } : { en: 'off', ko: '꺼짐' })}`
  const lines = (): readonly string[] => [
    line({ en: 'Read receipts', ko: '읽음 표시' }, current.readReceipts),
    line({ en: 'Show that I am writing', ko: '입력 중 표시' }, current.typing),
  ]
  return { json: settingsJson(current), human: () => lines().join('\n') }
}
