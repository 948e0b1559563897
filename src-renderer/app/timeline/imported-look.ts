/**
 * How a message of another messenger is shown when it was no text: one line that names what it was, the names of its files, and what was
 * written with it. Exports put words of their own in the place of a picture ("사진 3장", "<Media omitted>"): those are said in ours; of a call, a
 * place or a contact the words of the file say more, and stay as they are. Pure.
 */
import type { importedWords, Translate } from '../../../shared/i18n/index.ts'
import type { ImportedMark, MessageView } from '../../../shared/messenger/index.ts'

export type SayImported = Translate<typeof importedWords>

export interface ImportedFile {
  readonly name: string
  readonly present: boolean
}

export interface ImportedLook {
  /** Absent: there is only text. */
  readonly head: string | undefined
  readonly files: readonly ImportedFile[]
  /** Named no more than so many. */
  readonly moreFiles: number
  /** Whether there were files, and whether the export held any of them. */
  readonly fileNote: 'fileStays' | 'fileMissing' | undefined
  readonly text: string | undefined
}

const NAMED_FILES = 5
const FIRST_CHARACTERS = 600
const PREVIEW_CHARACTERS = 200
/** Those whose exports put one word in the place of a file and hold nothing else then. */
const WITHOUT_CAPTIONS: readonly string[] = ['kakaotalk', 'line']
/** A line of WhatsApp stands for the file; what follows was written with it. */
const WITH_FIRST_LINE = 'whatsapp'
const LONGEST_PLACEHOLDER = 32

export function importedLook(message: Pick<MessageView, 'text'>, mark: ImportedMark, say: SayImported): ImportedLook {
  const { kind, attachments } = mark
  const named = attachments.flatMap(({ name, present }) => (name === '' ? [] : [{ name: unturned(name), present }]))
  const written = shownText(unturned(message.text ?? ''), mark)
  const files = {
    files: named.slice(0, NAMED_FILES),
    moreFiles: Math.max(0, named.length - NAMED_FILES),
    fileNote: attachments.length === 0 ? undefined : attachments.some(({ present }) => present) ? 'fileStays' : 'fileMissing',
  } as const
  switch (kind) {
    case 'text':
    case 'system':
      return { head: undefined, ...files, text: written }
    case 'photo':
    case 'video':
    case 'audio':
    case 'file':
    case 'media':
    case 'sticker':
      return { head: countedWord(kind, attachments.length, say), ...files, text: caption(written, mark) }
    case 'deleted':
      return { head: say('deleted'), ...files, fileNote: undefined, text: undefined }
    case 'call':
    case 'contact':
    case 'location':
    case 'other': {
      const [first = '', ...rest] = (written ?? '').split('\n')
      const head = first.trim() === '' ? say(kind) : first
      return { head, ...files, text: rest.length === 0 ? undefined : rest.join('\n') }
    }
  }
}

/** One line that stands for it. */
export function importedPreview(message: Pick<MessageView, 'text'>, mark: ImportedMark, say: SayImported): string {
  const { head, files, text } = importedLook(message, mark, say)
  const parts = [head, ...files.slice(0, 1).map(({ name }) => name), text].filter((part) => part !== undefined)
  return parts.join(' · ').slice(0, PREVIEW_CHARACTERS).replaceAll(/\s+/g, ' ').trim()
}

/**
 * Without the two marks that turn around letters whatever their script: real texts do without, and `exe.jpg` may be `gpj.exe`. Copying and
 * sharing have what the file has.
 */
export function unturned(text: string): string {
  return text.replaceAll(/[\u202d\u202e]/gu, '')
}

/** A text of which only the beginning came is shown by its first lines: the rest is for whoever asks. */
function shownText(text: string, { isLong }: ImportedMark): string | undefined {
  if (text === '') return undefined
  return isLong ? `${text.slice(0, FIRST_CHARACTERS).toWellFormed().trimEnd()}…` : text
}

function countedWord(kind: 'photo' | 'video' | 'audio' | 'file' | 'media' | 'sticker', count: number, say: SayImported): string {
  if (count < 2) return say(kind)
  if (kind === 'photo') return say('photos', { count })
  if (kind === 'video') return say('videos', { count })
  return kind === 'file' ? say('files', { count }) : say(kind)
}

function caption(text: string | undefined, { app, attachments }: ImportedMark): string | undefined {
  if (text === undefined || WITHOUT_CAPTIONS.includes(app)) return undefined
  if (app !== WITH_FIRST_LINE) return text
  const [first = '', ...rest] = text.split('\n')
  const name = attachments[0]?.name ?? ''
  // Whoever wrote on the same line is not cut off.
  const isPlaceholder = first.length <= name.length + LONGEST_PLACEHOLDER
  const written = (isPlaceholder ? rest : [first, ...rest]).join('\n')
  return written.trim() === '' ? undefined : written
}
