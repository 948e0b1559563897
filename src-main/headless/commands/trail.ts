/** `trail`: where a message is now, and whom it still waits for; the same of its newest edit or its deletion. */
import { deliveryStates, putOnUsb } from '../../../shared/i18n/index.ts'
import type { Trail } from '../../../shared/messenger/index.ts'
import { defineCommand } from '../command.ts'
import { trailJson } from '../json-shapes.ts'
import { MESSAGE_ARGUMENTS, messageAndRest } from '../message-argument.ts'
import { columns, plain } from '../terminal-text.ts'
import { changeText, reasonText, timeText } from '../text-views.ts'

export const trail = defineCommand({
  options: MESSAGE_ARGUMENTS,
  positionals: { shown: '[ID]', min: 0, max: 1 },
  async run(values, words, context) {
    const { message } = messageAndRest(values, words, 0)
    const session = await context.session('profile')
    const found = await session.ask('messages.trail', { message })
    const { language, say } = context
    const waiting = say({ en: 'waiting for', ko: '기다리는 중' })
    const people = (where: Pick<Trail, 'holders' | 'waiting'>): string =>
      columns([
        ...where.holders.map((one) => [
          `  ${plain(one.name)}`,
          one.device.slice(0, 8),
          timeText(one.at, language, Date.now()),
          one.carrier ? say({ en: 'keeps it, unread', ko: '읽지 않고 보관 중' }) : '',
        ]),
        ...where.waiting.map((one) => [`  ${plain(one.name)}`, waiting, reasonText(one.code, language)]),
      ])
    const { change } = found
    return {
      json: trailJson(found),
      human: () =>
        [
          deliveryStates[found.state][language],
          found.bundled === undefined ? '' : `${say(putOnUsb)} · ${timeText(found.bundled, language, Date.now())}`,
          people(found),
          ...(change === undefined ? [] : [changeText(change, language), people(change)]),
        ]
          .filter((part) => part !== '')
          .join('\n'),
    }
  },
})
