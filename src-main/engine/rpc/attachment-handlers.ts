/** The part of the contract about attachments. */
import { fail } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `attachments.${string}`>>

export function attachmentHandlers(): Methods {
  return {
    'attachments.open': () => answer(fail('NOT_READY')),
    'attachments.read': () => answer(fail('NOT_READY')),
    'attachments.save': () => answer(fail('NOT_READY')),
    'attachments.set': () => answer(fail('NOT_READY')),
    'attachments.shared': () => answer(fail('NOT_READY')),
  }
}
