/** `settings auto-fetch` and `settings files`: which files come by themselves, and what files may take. */
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { settingsJson } from '../json-shapes.ts'
import { parseSize } from '../sizes.ts'
import { settingsText } from './settings.ts'

const KIB = 1024
const MIB = 1024 * KIB

export const autoFetch = defineCommand({
  options: {
    'up-to': { kind: 'text', value: 'SIZE', help: { en: 'only files up to this size', ko: '이 크기까지만' } },
  },
  positionals: { shown: 'always|nearby|never', min: 1, max: 1 },
  notes: {
    en: 'Pictures and voice messages come by themselves: from whoever has them, only from computers on a network of this one, or never. Other files are always asked for.',
    ko: '사진과 음성 메시지를 저절로 받아요. always는 누구에게서든, nearby는 같은 네트워크에 있는 컴퓨터에서만, never는 받지 않아요. 다른 파일은 늘 직접 받아요.',
  },
  async run(values, [word = ''], context) {
    if (word !== 'always' && word !== 'nearby' && word !== 'never')
      throw new UsageFailure({ en: 'always, nearby or never.', ko: 'always, nearby, never 가운데 하나예요.' })
    const most = values['up-to']
    const size = most === undefined ? {} : { autoFetchMib: whole(parseSize(most) / MIB, TRANSFER.AUTO_MIB_MOST) }
    const session = await context.session('profile')
    const current = await session.ask('profile.changeSettings', { autoFetch: word, ...size })
    return { json: settingsJson(current), human: () => settingsText(current, context) }
  },
})

export const files = defineCommand({
  options: {
    room: { kind: 'text', value: 'SIZE', help: { en: 'at most so much for each room', ko: '방마다 이만큼까지' } },
    all: { kind: 'text', value: 'SIZE', help: { en: 'at most so much in all', ko: '모두 합쳐 이만큼까지' } },
    upload: {
      kind: 'text',
      value: 'SIZE|off',
      help: { en: 'at most so much a second to others, or as fast as it goes', ko: '보낼 때 1초에 이만큼까지. off는 제한 없음' },
    },
  },
  positionals: NO_WORDS,
  async run({ room, all, upload }, _words, context) {
    const changes: Partial<Settings> = {
      ...(all !== undefined && { mediaMib: whole(parseSize(all) / MIB, MEDIA.QUOTA_MIB) }),
      ...(room !== undefined && { roomMediaMib: whole(parseSize(room) / MIB, MEDIA.QUOTA_MIB) }),
      ...(upload !== undefined && { uploadKib: upload === 'off' ? 0 : whole(parseSize(upload) / KIB, TRANSFER.UPLOAD_KIB_MOST) }),
    }
    const session = await context.session('profile')
    const current = await session.ask('profile.changeSettings', changes)
    return { json: settingsJson(current), human: () => settingsText(current, context) }
  },
})

/** At least 1; beyond the most it is the most. */
function whole(amount: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(amount)))
}
