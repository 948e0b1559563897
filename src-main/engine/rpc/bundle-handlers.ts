/** Bundles that shells have begun to write or to read: each under an id, few at once, nothing kept of them but what the next call needs. */
import { PIECE_BYTES } from '../../../shared/bundle/index.ts'
import { RESOURCE, RPC } from '../../../shared/limits.ts'
import type { BundleReading, BundleWriting, Messenger } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import type { BundleChunk, EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { Begun } from '../begun.ts'
import { answer } from './answers.ts'

type Open = { readonly kind: 'write'; readonly writing: BundleWriting } | { readonly kind: 'read'; readonly reading: BundleReading }
type BundleMethods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `bundles.${string}`>>

export function bundleHandlers({ bundles }: Pick<Messenger, 'bundles'>): BundleMethods {
  const desk = new Desk()
  return {
    'bundles.write': (options) => {
      const writing = bundles.write(options)
      return answer(writing.ok ? ok({ id: desk.open({ kind: 'write', writing: writing.value }) }) : writing)
    },
    'bundles.take': ({ id }) => {
      const writing = desk.writing(id)
      return answer(writing === undefined ? fail('NO_BUNDLE') : taken(writing))
    },
    'bundles.written': ({ id }) => {
      const writing = desk.writing(id)
      if (writing === undefined) return answer(fail('NO_BUNDLE'))
      desk.close(id)
      writing.done()
      return answer(ok({ rooms: writing.rooms() }))
    },
    'bundles.read': () => answer(ok({ id: desk.open({ kind: 'read', reading: bundles.read() }) })),
    'bundles.give': ({ id, bytes, isFileOver }) => {
      const reading = desk.reading(id)
      if (reading === undefined) return answer(fail('NO_BUNDLE'))
      const given = reading.push(Buffer.from(bytes, 'base64'))
      // A file that is refused is over all the same.
      const ended = isFileOver ? reading.next() : given
      return answer(given.ok ? ended : given)
    },
    'bundles.again': ({ id }) => {
      const reading = desk.reading(id)
      reading?.again()
      return answer(reading === undefined ? fail('NO_BUNDLE') : ok(undefined))
    },
    'bundles.summary': ({ id }) => {
      const reading = desk.reading(id)
      return answer(reading === undefined ? fail('NO_BUNDLE') : ok(reading.summary()))
    },
    'bundles.close': ({ id }) => {
      desk.close(id)
      return answer(ok(undefined))
    },
  }
}

class Desk extends Begun<Open> {
  constructor() {
    super(RESOURCE.BUNDLES_AT_ONCE, (open) => {
      if (open.kind === 'read') open.reading.close()
    })
  }

  writing(id: string): BundleWriting | undefined {
    const open = this.get(id)
    return open?.kind === 'write' ? open.writing : undefined
  }

  reading(id: string): BundleReading | undefined {
    const open = this.get(id)
    return open?.kind === 'read' ? open.reading : undefined
  }
}

/** As much as one frame has room for, of one part. */
function taken(writing: BundleWriting): Result<BundleChunk, 'PART_TOO_SMALL'> {
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const step = writing.next()
    const isPartOver = step.done === true || step.value.type === 'part'
    if (step.done !== true && step.value.type === 'failed') return fail(step.value.code)
    if (step.done !== true && step.value.type === 'bytes') {
      pieces.push(step.value.bytes)
      size += step.value.bytes.length
    }
    if (isPartOver || size + PIECE_BYTES > RPC.BUNDLE_CHUNK_BYTES) {
      return ok({ bytes: Buffer.concat(pieces).toString('base64'), isPartOver, isOver: step.done === true })
    }
  }
}
