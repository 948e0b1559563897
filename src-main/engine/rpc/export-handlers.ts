/** The part of the contract about exports. */
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { ExportsDesk } from '../exports/index.ts'
import { answer, value } from './answers.ts'

type ExportMethods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `exports.${string}`>>

export function exportHandlers(exports: ExportsDesk): ExportMethods {
  return {
    'exports.begin': async (what) => answer(await exports.begin(what)),
    'exports.take': async ({ id }) => answer(await exports.take(id)),
    'exports.close': ({ id }) => {
      exports.close(id)
      return value(undefined)
    },
    'exports.digest': async (options) => answer(await exports.digest(options)),
  }
}
