/** What `--json` prints of imports and of the address book, version 1 (docs/cli.md): what is absent is left out. */
import type { ArchiveView, BookEntry, ChatPreview, ImportBatch } from '../../shared/messenger/index.ts'

export function chatJson(chat: ChatPreview) {
  const { file, title, app, variant, type, time, records, first, last, kinds, warnings, people, peopleCount, me, target } = chat
  return {
    chat: chat.chat,
    ...{ file, title, app, variant, time, records, kinds, warnings, people, peopleCount },
    ...(type !== undefined && { type }),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...(me !== undefined && { me }),
    ...(target !== undefined && { target }),
  }
}

export function batchJson({ batch, at, sources, archives, messages, known, mended, people }: ImportBatch) {
  return { batch, at, sources, archives, messages, known, mended, people }
}

export function archiveJson({ archive, title, app, place, room, messages, first, last, batches }: ArchiveView) {
  return {
    ...{ archive, title, app, place, messages, batches },
    ...(room !== undefined && { room }),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  }
}

export function entryJson({ account, joined, ...entry }: BookEntry) {
  return { ...entry, ...(account !== undefined && { account }), ...(joined !== undefined && { joined }) }
}
