/** Opens what a path names, reads all of it, and closes it: every failure is a code of the summary. */
import { type ReadOptions, type ReadSummary, readSource, SourceError, type SourceSink } from '../../../shared/importers/index.ts'
import { decoders } from './decoders.ts'
import { openSource } from './open-source.ts'

export type PathOptions = Omit<ReadOptions, 'decoders' | 'pause'> & Partial<Pick<ReadOptions, 'pause'>>

export async function readPath(path: string, options: PathOptions, sink: SourceSink): Promise<ReadSummary> {
  try {
    const source = await openSource(path)
    try {
      const pause = async (): Promise<void> => {
        await nextTurn()
        await options.pause?.()
      }
      return await readSource(source, { ...options, decoders, pause }, sink)
    } finally {
      await source.close()
    }
  } catch (cause) {
    if (cause instanceof SourceError) return { files: [], unreferenced: [], code: cause.code }
    throw cause
  }
}

/** After whatever waits: what comes in, and timers. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
