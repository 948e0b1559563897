/** What the distributed table is doing, for the command line and the reach page. */
import type { RendezvousStatus } from '../rpc/index.ts'
import type { Entry } from './translate.ts'

export const rendezvousStates = {
  off: { en: 'Off', ko: '꺼짐' },
  idle: { en: 'On; everybody is found without it', ko: '켜짐. 지금은 필요 없어요' },
  waiting: { en: 'On; looks again from time to time', ko: '켜짐. 가끔 다시 찾아봐요' },
  working: { en: 'Looking now', ko: '지금 찾고 있어요' },
  'no-entrance': {
    en: 'On, but no always-on computer is known to begin with',
    ko: '켜져 있지만, 물어볼 늘 켜 둔 컴퓨터를 몰라요',
  },
  'no-answer': { en: 'On, but no always-on computer answers', ko: '켜져 있지만, 늘 켜 둔 컴퓨터가 답하지 않아요' },
} as const satisfies Readonly<Record<RendezvousStatus['state'], Entry>>
