/** The part of the contract about transfers. */
import { fail } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `transfers.${string}`>>

export function transferHandlers(): Methods {
  return {
    'transfers.arrivals': () => answer(fail('NOT_READY')),
    'transfers.list': () => answer(fail('NOT_READY')),
    'transfers.fetch': () => answer(fail('NOT_READY')),
    'transfers.pause': () => answer(fail('NOT_READY')),
    'transfers.cancel': () => answer(fail('NOT_READY')),
    'transfers.pauseAll': () => answer(fail('NOT_READY')),
    'transfers.move': () => answer(fail('NOT_READY')),
    'transfers.holders': () => answer(fail('NOT_READY')),
    'transfers.usage': () => answer(fail('NOT_READY')),
    'transfers.giveUp': () => answer(fail('NOT_READY')),
  }
}
