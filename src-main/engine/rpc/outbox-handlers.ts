/** The part of the contract about outbox. */
import { fail } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `outbox.${string}`>>

export function outboxHandlers(): Methods {
  return {
    'outbox.begin': () => answer(fail('NOT_READY')),
    'outbox.give': () => answer(fail('NOT_READY')),
    'outbox.take': () => answer(fail('NOT_READY')),
    'outbox.list': () => answer(fail('NOT_READY')),
    'outbox.discard': () => answer(fail('NOT_READY')),
    'outbox.post': () => answer(fail('NOT_READY')),
    'outbox.again': () => answer(fail('NOT_READY')),
    'outbox.say': () => answer(fail('NOT_READY')),
  }
}
