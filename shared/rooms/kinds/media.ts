/**
 * Kind `media`: `{f: references, b?: caption, r?: message id, m?: mentions}`, one to thirty files with a few words. A file that is none makes
 * the whole no legal content; what merely adorns one is left out (MEDIA-5). An edit changes the words and keeps the files.
 */
import type { CborValue } from '../../codec/index.ts'
import { encodeCbor } from '../../codec/index.ts'
import { idBytes } from '../../ids/index.ts'
import { INTRINSIC, MEDIA } from '../../limits.ts'
import { type MediaReference, readReference, referenceValue } from '../../media/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Kind, PLAIN, type Said } from './kind.ts'
import { type Mention, mentionsField, readMentions } from './mentions.ts'
import type { Fields } from './plain-value.ts'
import { readReply } from './text.ts'

/** What an entry has beside its content: salt, time and kind with their names, at most. */
const AROUND_BYTES = 64

export const mediaKind: Kind = {
  name: 'media',
  read(fields) {
    const attachments = readFiles(fields.get('f'))
    const caption = fields.get('b') ?? ''
    const reply = readReply(fields)
    if (attachments === undefined || typeof caption !== 'string' || reply === undefined) return undefined
    return {
      ...PLAIN,
      ...reply,
      text: caption,
      searched: [...(caption === '' ? [] : [caption]), ...attachments.map(({ name }) => name)].join('\n'),
      mentions: readMentions(fields.get('m'), caption),
      attachments,
    }
  },
  reword: (content, words, mentions) => captioned(content, words, mentions),
}

/**
 * The content of a message with files. Previews go, the last ones first, as far as it takes for the entry to fit. TOO_MANY: of files, or of
 * people named; TOO_LONG: too many bytes even without a preview.
 */
export function mediaContent(
  files: readonly MediaReference[],
  caption = '',
  { replyTo, mentions = [] }: Said = {},
): Result<Fields, 'EMPTY' | 'TOO_MANY' | 'TOO_LONG' | 'OUT_OF_RANGE'> {
  if (files.length === 0) return fail('EMPTY')
  if (files.length > MEDIA.REFERENCES) return fail('TOO_MANY')
  const fields = new Map<string, CborValue>([['f', files.map(referenceValue)]])
  if (replyTo !== undefined) fields.set('r', idBytes(replyTo))
  return captioned(fields, caption, mentions)
}

function captioned(
  content: Fields,
  caption: string,
  mentions: readonly Mention[],
): Result<Fields, 'TOO_MANY' | 'TOO_LONG' | 'OUT_OF_RANGE'> {
  const fields = new Map<string, CborValue>(content)
  fields.delete('m')
  if (caption === '') fields.delete('b')
  else fields.set('b', caption)
  if (mentions.length > 0) {
    const field = mentionsField(mentions, caption)
    if (!field.ok) return field
    fields.set('m', field.value)
  }
  return fitted(fields)
}

function fitted(fields: Map<string, CborValue>): Result<Fields, 'TOO_LONG'> {
  const files = listOf(fields.get('f')) ?? []
  let previews = 0
  const fit = files.map((file) => {
    const bytes = previewBytes(file)
    if (previews + bytes > MEDIA.PREVIEWS_BYTES) return withoutPreview(file)
    previews += bytes
    return file
  })
  for (let at = fit.length - 1; ; at -= 1) {
    fields.set('f', fit)
    if (AROUND_BYTES + encodeCbor(fields).length <= INTRINSIC.ENTRY_BYTES) return ok(fields)
    while (at >= 0 && previewBytes(fit[at]) === 0) at -= 1
    if (at < 0) return fail('TOO_LONG')
    fit[at] = withoutPreview(fit[at] ?? null)
  }
}

function previewBytes(file: CborValue | undefined): number {
  const preview = file instanceof Map ? file.get('pre') : undefined
  return preview instanceof Uint8Array ? preview.length : 0
}

function withoutPreview(file: CborValue): CborValue {
  return file instanceof Map ? new Map([...file].filter(([name]) => name !== 'pre')) : file
}

function readFiles(value: CborValue | undefined): readonly MediaReference[] | undefined {
  const list = listOf(value)
  if (list === undefined || list.length === 0 || list.length > MEDIA.REFERENCES) return undefined
  const files = list.flatMap((file) => readReference(file) ?? [])
  return files.length === list.length ? files : undefined
}

function listOf(value: CborValue | undefined): readonly CborValue[] | undefined {
  return Array.isArray(value) ? value : undefined
}
