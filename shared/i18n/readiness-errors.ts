/** Why a drill or the outage watch did not do what was asked; the same sentence on the page and on the command line. */
import type { DrillCode } from '../drill/index.ts'
import type { OutageCode } from '../outage/index.ts'
import type { Entry } from './translate.ts'

export const readinessErrors = {
  DRILL_RUNNING: { en: 'A drill is running already.', ko: '이미 연습하고 있어요.' },
  NO_DRILL: { en: 'No drill is running.', ko: '연습하고 있지 않아요.' },
  NO_NETWORK: {
    en: 'This needs Sarangbang to be running here.',
    ko: '이 컴퓨터에서 사랑방이 켜져 있어야 할 수 있어요.',
  },
  BAD_HOST: {
    en: 'That is no address of a service. One looks like chat.example or chat.example:443.',
    ko: '서비스 주소가 아니에요. chat.example이나 chat.example:443처럼 써요.',
  },
  NO_SERVICE: { en: 'There is no such service in the list.', ko: '목록에 없는 서비스예요.' },
  NO_HOST: { en: 'That address is not in the list.', ko: '목록에 없는 주소예요.' },
} as const satisfies Readonly<Record<Exclude<DrillCode | OutageCode, 'OUT_OF_RANGE' | 'TOO_MANY' | 'NO_ROOM'>, Entry>>
