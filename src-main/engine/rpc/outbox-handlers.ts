/** The part of the contract about outbox. */
import { fail, ok } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { Outbox, PostedFile } from '../outbox/index.ts'
import { answer, value } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `outbox.${string}`>>

export function outboxHandlers(outbox: Outbox): Methods {
  return {
    'outbox.begin': async ({ room, name, size }) => answer(await outbox.begin(room, name, size)),
    'outbox.beginFolder': async ({ room, name, size, leftOut }) => answer(await outbox.beginFolder(room, name, size, leftOut)),
    'outbox.beginPart': ({ id, path, size }) => answer(outbox.beginPart(id, path, size)),
    'outbox.endFolder': ({ id }) => answer(outbox.endFolder(id)),
    'outbox.give': async ({ id, bytes, isOver }) => {
      const given = decoded(bytes)
      // What is no base64 would be other bytes than were meant, and nobody would notice.
      return answer(given === undefined ? fail('BAD_CONTENT') : await outbox.give(id, given, isOver))
    },
    'outbox.take': async ({ room, path }) => answer(await outbox.take(room, path)),
    'outbox.list': () => value(outbox.list()),
    'outbox.discard': async ({ id }) => {
      await outbox.discard(id)
      return answer(ok(undefined))
    },
    'outbox.post': async ({ room, files, caption = '', mentions, replyTo }) =>
      answer(await outbox.post(room, files.map(postedFile), caption, { mentions, replyTo })),
    'outbox.again': async ({ message, room, only }) => answer(await outbox.again(message, room, only)),
    'outbox.say': ({ room, what, replyTo }) => answer(outbox.say(room, what, replyTo)),
  }
}

type Posted = Omit<PostedFile, 'preview' | 'waveform'> & { readonly preview?: string; readonly waveform?: string }

/** What adorns a file and cannot be read is left out, as anything of it that is not fit. */
function postedFile({ preview, waveform, ...facts }: Posted): PostedFile {
  const [picture, bars] = [preview, waveform].map((text) => (text === undefined ? undefined : decoded(text)))
  return { ...facts, ...(picture !== undefined && { preview: picture }), ...(bars !== undefined && { waveform: bars }) }
}

/** Base64 as it is usually written; undefined: none. */
function decoded(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  const length = text.replace(/={0,2}$/, '').length
  return bytes.length === Math.floor((length * 3) / 4) && length % 4 !== 1
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    : undefined
}
