/** Reads text as a file of KakaoTalk, the whole way: recognised by its beginning, pushed in pieces. */
import type { ChatHead, ImportedRecord, ImportWarning } from '../../../shared/importers/index.ts'
import { kakaotalk } from '../../../shared/importers/kakaotalk/index.ts'
import type { ImportSink, Recognition } from '../../../shared/importers/format.ts'
import { headOf } from '../../../shared/importers/head.ts'

export interface Read {
  readonly found: Recognition | undefined
  readonly head: ChatHead
  readonly records: readonly ImportedRecord[]
  readonly warnings: readonly ImportWarning[]
  readonly referenced: readonly string[]
}

export interface Reading {
  readonly name?: string
  /** Beside the file. */
  readonly paths?: readonly string[]
  /** Characters of a piece. */
  readonly piece?: number
}

/** Read whatever it is; `found` says whether it was claimed. */
export function readText(text: string, { name = 'chat.txt', paths = [], piece = text.length }: Reading = {}): Read {
  const fileHead = headOf(name, text, true)
  const found = kakaotalk.recognise(fileHead)
  const records: ImportedRecord[] = []
  const warnings: ImportWarning[] = []
  const referenced: string[] = []
  let head: ChatHead = {}
  const sink: ImportSink = {
    chat(first) {
      head = first
      return {
        record: (record) => records.push(record),
        warn: (line, code) => warnings.push({ line, code }),
        learn: (later) => {
          head = later
        },
      }
    },
    contact: () => {
      throw new Error('a conversation holds no people')
    },
    warn: (line, code) => warnings.push({ line, code }),
  }
  const around = {
    name: 'folder',
    paths,
    region: 'KR',
    encoding: 'utf-8' as const,
    decoders: () => {
      throw new Error('text is decoded already')
    },
    beside(wanted: string) {
      const path = paths.find((each) => each === wanted || each.endsWith(`/${wanted}`))
      if (path === undefined) return undefined
      referenced.push(path)
      return { path, size: 1 }
    },
  }
  const reading = kakaotalk.open(found ?? { share: 0, variant: '', kind: 'chat' }, fileHead, sink, around)
  for (let at = 0; at < text.length; at += Math.max(1, piece)) reading.push(text.slice(at, at + Math.max(1, piece)))
  reading.end()
  return { found, head, records, warnings, referenced }
}

/** `author|time|text`, for looking at many records at once. */
export function linesOf({ records }: Read): string[] {
  return records.map(({ author, time, text }) => `${author ?? '*'}|${time ?? '?'}|${text}`)
}

export function kindsOf({ records }: Read): string[] {
  return records.map(({ kind }) => kind)
}
