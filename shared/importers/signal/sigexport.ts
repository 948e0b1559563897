/** Text that third-party tools write of Signal: `[2022-10-20 20:15:08] Name: text`, in older ones `[2022-10-20, 20:15] Name: text` (IMP-37). */
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { attachmentOf, Conversation, kindOfFile, localTime, type Draft } from '../json/index.ts'
import type { ImportedAttachment, ImportedReaction, RecordKind } from '../model.ts'
import { LineSplitter } from '../text/index.ts'

/** Other programs put a comma before seconds; these write one or the other. */
const RECORD = /^\[(\d{4}-\d{2}-\d{2})(?:, (\d{2}:\d{2})| (\d{2}:\d{2}:\d{2}))\] ([^:]{1,256}):(?: |$)/
const ATTACHMENT = /!?\[([^[\]\n]{0,256})\]\((\.?\/?media\/[^()\n]{1,512})\)/g
const REACTIONS = /\(- ([^()\n]{1,4096}) -\)$/
const DELETED = '(This message was deleted)'

export function recogniseSigexport(head: Head): Recognition | undefined {
  const lines = head.lines.filter((line) => line.trim() !== '')
  const first = lines.findIndex((line) => RECORD.test(line.slice(0, 400)))
  // What stands behind a record is a line of its body, unless it is a record.
  if (first < 0 || first > 1) return undefined
  const mine = lines.filter((line) => RECORD.test(line.slice(0, 400))).length
  const bracketed = lines.filter((line) => /^\[\d{4}-\d{2}-\d{2}/.test(line)).length
  return {
    share: Math.min(1, (lines.length - first) / lines.length) * (mine / Math.max(mine, bracketed)),
    variant: 'sigexport-text',
    kind: 'chat',
    time: 'local',
  }
}

export function openSigexport(sink: ImportSink, around: Surroundings): Reading<string> {
  const chat = new Conversation(sink.chat({ title: titleOf(around.name), selfLabel: 'Me' }))
  let open: OpenRecord | undefined
  const close = (): void => {
    if (open !== undefined) chat.add(draftOf(open, around), open.first, open.last)
    open = undefined
  }
  const splitter = new LineSplitter({
    cut: (number) => chat.warn(number, 'CUT_LINE'),
    line: (line, number) => {
      const match = RECORD.exec(line.slice(0, 400))
      if (match !== null) {
        close()
        const [start, date = '', minutes, seconds, name = ''] = match
        open = { time: `${date}T${minutes ?? seconds ?? ''}`, name, text: line.slice(start.length), first: number, last: number }
      } else if (open === undefined) {
        if (line.trim() !== '') chat.warn(number, 'BAD_LINE')
      } else {
        if (open.text.length + line.length < IMPORT.LINE_CHARACTERS) open.text += `\n${line}`
        else if (!open.isCut) {
          chat.warn(number, 'CUT_LINE')
          open.isCut = true
        }
        if (line !== '') open.last = number
      }
    },
  })
  return {
    push: (piece) => splitter.push(piece),
    end: () => {
      splitter.end()
      close()
    },
  }
}

interface OpenRecord {
  readonly time: string
  readonly name: string
  text: string
  readonly first: number
  last: number
  isCut?: boolean
}

function draftOf(open: OpenRecord, around: Surroundings): Draft {
  const author = open.name === 'No-Sender' ? undefined : open.name
  const time = localTime(open.time)
  const written = open.text.trimEnd()
  const reacted = REACTIONS.exec(written.slice(-4200))?.[0]
  const body = reacted === undefined ? open.text : written.slice(0, -reacted.length).trimEnd()
  if (body.trim() === DELETED) return { kind: author === undefined ? 'system' : 'deleted', author, time, text: '' }
  const attachments: ImportedAttachment[] = []
  const text = body.includes('](')
    ? body.replace(ATTACHMENT, (_, name: string, path: string) => {
        const found = attachmentOf(path.replace(/^\.\//, ''), around)
        attachments.push(name === '' ? found : { ...found, name })
        return ''
      })
    : body
  const reactions = reacted === undefined ? [] : reactionsOf(reacted)
  if (author === undefined) return { kind: 'system', author, time, text }
  const first = attachments[0]
  const kind: RecordKind = first === undefined ? 'text' : kindOfFile(first.name)
  return { kind, author, time, text: first === undefined ? text : text.trimEnd(), attachments, reactions }
}

/** `(- Ben: 👍, Mum: 😮 -)` */
function reactionsOf(text: string): ImportedReaction[] {
  return text
    .slice(3, -3)
    .split(', ')
    .flatMap((each) => {
      const at = each.lastIndexOf(': ')
      return at < 1 ? [] : [{ by: each.slice(0, at), emoji: each.slice(at + 2) }]
    })
}

/** The folder is called after the conversation; a file that was given alone says nothing. */
function titleOf(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1)
  return last === '' || /\.[a-z0-9]{1,5}$/i.test(last) ? undefined : last
}
