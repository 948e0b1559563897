/** Linking two computers of one person, and what became of one that was taken out. */
import type { LinkingCode } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

type LinkingOnly = Extract<LinkingCode, `LINK_${string}`> | 'DEVICE_LINK' | 'NO_DEVICE' | 'DEVICE_REVOKED' | 'OTHER_WORDS'

export const linkingErrors = {
  LINK_DIFFERENT: {
    en: 'The six digits were not the same, so nothing was linked. Make a new code and try again.',
    ko: '여섯 자리 숫자가 서로 달라서 잇지 않았어요. 새 코드로 다시 해 보세요.',
  },
  LINK_TAKEN: {
    en: 'Another computer used this code first. Make a new one.',
    ko: '다른 컴퓨터가 이 코드를 먼저 썼어요. 새 코드를 만들어 주세요.',
  },
  LINK_UNKNOWN: {
    en: 'The other computer does not know this code any more. Make a new one there.',
    ko: '다른 컴퓨터가 이 코드를 더는 몰라요. 그쪽에서 새 코드를 만들어 주세요.',
  },
  LINK_SAME_SIDE: {
    en: 'Link a computer you use already with a new one. These two are of the same sort.',
    ko: '쓰던 컴퓨터와 새 컴퓨터를 이어야 해요. 둘 다 새 컴퓨터이거나, 둘 다 쓰던 컴퓨터예요.',
  },
  LINK_CANCELLED: { en: 'Linking was stopped. Nothing was changed.', ko: '잇기를 그만뒀어요. 바뀐 것은 없어요.' },
  LINK_FAILED: {
    en: 'Linking did not work and nothing was changed. Make a new code and try again.',
    ko: '잇지 못했고 바뀐 것은 없어요. 새 코드로 다시 해 보세요.',
  },
  LINK_NOT_DEVICE: {
    en: 'This link invites people. To link a computer, use the code that computer shows.',
    ko: '사람을 초대하는 링크예요. 컴퓨터를 이으려면 그 컴퓨터에 나온 코드를 써 주세요.',
  },
  LINK_BUSY: {
    en: 'Six digits are being compared already. Finish or stop that first.',
    ko: '이미 숫자를 비교하고 있어요. 먼저 그것을 끝내거나 그만둬 주세요.',
  },
  LINK_NONE: { en: 'No computer is being linked right now.', ko: '지금 잇고 있는 컴퓨터가 없어요.' },
  DEVICE_LINK: {
    en: 'This code links one of your own computers. Use it under Settings, My devices.',
    ko: '내 컴퓨터를 잇는 코드예요. 설정의 내 기기에서 써 주세요.',
  },
  OTHER_WORDS: {
    en: 'These words belong to another account, not to this one.',
    ko: '이 계정의 단어가 아니라 다른 계정의 단어예요.',
  },
  NO_DEVICE: { en: 'You have no such device.', ko: '그런 기기가 없어요.' },
  DEVICE_REVOKED: {
    en: 'This computer is no longer one of your devices. It shows what it has, and nothing new comes or goes.',
    ko: '이 컴퓨터는 더 이상 내 기기가 아니에요. 있던 것만 볼 수 있고, 새로 오가는 것은 없어요.',
  },
} as const satisfies Readonly<Record<LinkingOnly, Entry>>
