/** What of a message goes to another room: its files as they are here, and its words; or only some of its files, and then none of its words. */
import type { MessageId } from '../../../shared/ids/index.ts'
import { type MediaReference, type MediaStore, SET_TYPE, type SetFile } from '../../../shared/media/index.ts'
import { type RunningMessenger, attachmentsOf } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'

export interface AgainDeps {
  readonly messenger: Pick<RunningMessenger, 'message' | 'media'>
  readonly media: Pick<MediaStore, 'held'>
}

export interface SentAgain {
  readonly caption: string
  readonly files: readonly { readonly reference: MediaReference; readonly parts: readonly SetFile[] | undefined }[]
}

/** NO_MESSAGE: none, or none with such files (any more). NOT_HERE: not all of them are whole here, what a set names included. */
export async function sentAgain(
  { messenger, media }: AgainDeps,
  message: MessageId,
  only?: readonly number[],
): Promise<Result<SentAgain, 'NO_MESSAGE' | 'NOT_HERE'>> {
  const [first, view] = [messenger.media.files.find(message, 0), messenger.message(message)]
  if (first === undefined || !view.ok) return fail('NO_MESSAGE')
  const files: SentAgain['files'][number][] = []
  for (const [index, reference] of attachmentsOf(first.row).entries()) {
    if (only?.includes(index) === false) continue
    const parts = reference.type === SET_TYPE ? await messenger.media.partsOf(message, index) : undefined
    if (parts?.ok === false) return fail('NOT_HERE')
    for (const { file } of [reference, ...(parts?.value ?? [])])
      if ((await media.held(file))?.chunks.isWhole !== true) return fail('NOT_HERE')
    files.push({ reference, parts: parts?.value })
  }
  if (files.length < new Set(only).size) return fail('NO_MESSAGE')
  // Words about all of them may not fit some.
  return ok({ caption: only === undefined ? (view.value.text ?? '') : '', files })
}
