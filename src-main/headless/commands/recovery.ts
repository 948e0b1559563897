/** `recovery`: on a restored computer whom it asks and who answered; on any, who keeps the list of contacts it would need then. */
import { recoveryStates } from '../../../shared/i18n/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

export const recovery = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const { until, asked, keepsake, kept } = await session.ask('recovery.view')
    const { say, language } = context
    return {
      json: {
        ...(until !== undefined && { until }),
        asked: asked.map(({ account, at, ...one }) => ({
          ...(account !== undefined && { account }),
          ...one,
          ...(at !== undefined && { at }),
        })),
        keepsake: { ...(keepsake.at !== undefined && { at: keepsake.at }), holders: keepsake.holders },
        kept,
      },
      human: () => {
        const now = Date.now()
        const lines = [
          ...asked.map((one) => [
            plain(one.name),
            recoveryStates[one.state][language],
            one.at === undefined ? '' : timeText(one.at, language, now),
          ]),
          ...keepsake.holders.map(({ name, at }) => [
            plain(name),
            say({ en: 'keeps my contacts', ko: '내 연락처를 맡아 두고 있어요' }),
            timeText(at, language, now),
          ]),
        ]
        if (lines.length > 0) return columns(lines)
        return say({ en: 'Nobody keeps your contacts yet.', ko: '아직 맡겨 둔 연락처가 없어요.' })
      },
    }
  },
})
