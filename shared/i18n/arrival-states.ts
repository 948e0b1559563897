/** How files stand on this device, in a list of transfers. */
import type { ArrivalState } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

export const arrivalStates: Readonly<Record<ArrivalState, Entry>> = {
  idle: { en: 'not fetched', ko: '받지 않음' },
  queued: { en: 'waits for its turn', ko: '차례를 기다림' },
  running: { en: 'on its way', ko: '받는 중' },
  nobody: { en: 'nobody connected has it', ko: '이어진 사람에게 없음' },
  paused: { en: 'paused', ko: '멈춤' },
  failed: { en: 'did not come', ko: '받지 못함' },
  here: { en: 'here', ko: '받음' },
}
