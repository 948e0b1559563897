/** The part of the contract about attachments. */
import { fail } from '../../../shared/result.ts'
import type { RunningMessenger } from '../../../shared/messenger/index.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { AttachmentDesk } from '../opening/index.ts'
import { answer } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `attachments.${string}`>>

export interface AttachmentActs {
  readonly attachments: AttachmentDesk
  /** Resolves when what waited meanwhile has had its turn. */
  pause(): Promise<void>
}

export function attachmentHandlers(messenger: Pick<RunningMessenger, 'sharedFiles'>, { attachments, pause }: AttachmentActs): Methods {
  return {
    'attachments.open': async ({ message, index }) => answer(await attachments.open(message, index)),
    'attachments.read': async ({ address, from, length }) => {
      const read = await attachments.read(address, from, length)
      if (!read.ok) return answer(read)
      const { bytes, file } = read.value
      const { name, type, sort, size } = file
      return answer({ ok: true, value: { bytes: Buffer.from(bytes).toString('base64'), file: { name, type, sort, size } } })
    },
    'attachments.save': async ({ message, index, folder, name }, { signal }) =>
      answer(await attachments.save({ message, index, folder, name, signal })),
    'attachments.set': async ({ message, index, from = 0 }) => answer(await attachments.set(message, index, from)),
    'attachments.shared': async ({ room, ...wanted }, { signal }) => {
      const steps = messenger.sharedFiles(room, wanted)
      for (;;) {
        const step = steps.next()
        if (step.done === true) return answer(step.value)
        // Whoever asked has gone: there is nobody to look on for.
        if (signal.aborted) return answer(fail('CANCELLED'))
        await pause()
      }
    },
  }
}
