/**
 * MEDIA-7: what a ZIP is for, by the names and the first stored file at its beginning. An archive can hide behind its beginning anything
 * it likes: this says what it is called, not that it is harmless.
 */
import { readUtf8 } from '../codec/index.ts'
import { ascii, hasAscii, viewOf } from './sniff-bytes.ts'

const HEADER_BYTES = 30
/** Said by the first entry, which is stored as it is. */
const MIMETYPE = /^application\/[a-z0-9][a-z0-9.+-]{1,100}$/

/** By a name that stands in the archive; the first that fits. */
const BY_NAME: readonly (readonly [type: string, name: string])[] = [
  ['application/vnd.android.package-archive', 'AndroidManifest.xml'],
  ['application/java-archive', 'META-INF/MANIFEST.MF'],
  ['application/vnd.ms-word.document.macroenabled.12', 'word/vbaProject.bin'],
  ['application/vnd.ms-excel.sheet.macroenabled.12', 'xl/vbaProject.bin'],
  ['application/vnd.ms-powerpoint.presentation.macroenabled.12', 'ppt/vbaProject.bin'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/'],
]
const OFFICE = /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/

export function zipType(head: Uint8Array): string {
  const first = firstEntry(head)
  if (first?.name === 'mimetype' && first.stored !== undefined && MIMETYPE.test(first.stored)) return first.stored
  const isOffice = first !== undefined && OFFICE.test(first.name)
  const found = BY_NAME.find(([type, name]) => (isOffice || !type.includes('office')) && hasAscii(head, name))
  return found?.[0] ?? 'application/zip'
}

function firstEntry(head: Uint8Array): { readonly name: string; readonly stored: string | undefined } | undefined {
  if (head.length < HEADER_BYTES) return undefined
  const view = viewOf(head)
  const [method, size, nameLength, extraLength] = [
    view.getUint16(8, true),
    view.getUint32(18, true),
    view.getUint16(26, true),
    view.getUint16(28, true),
  ]
  const at = HEADER_BYTES + nameLength + extraLength
  const stored = method === 0 && size <= 128 && at + size <= head.length ? readUtf8(head.subarray(at, at + size)) : undefined
  return { name: ascii(head, HEADER_BYTES, nameLength), stored }
}
