/** The part of the contract about backups. */
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { BackupDesk } from '../backup/index.ts'
import { answer, value } from './answers.ts'

type BackupMethods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `backup.${string}`>>

export function backupHandlers(backup: BackupDesk): BackupMethods {
  return {
    'backup.status': () => value(backup.status()),
    'backup.write': async (options) => answer(await backup.write(options)),
    'backup.cancel': async () => value(await backup.cancel()),
    'backup.verify': async (options) => answer(await backup.verify(options)),
    'backup.schedule': async (changes) => answer(await backup.schedule(changes)),
  }
}
