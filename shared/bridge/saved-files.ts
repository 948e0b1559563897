/**
 * Which files the page may have saved through the window: those Sarangbang makes, by how their names end. None of them is a program, whatever
 * gets into the page; where they go the person says each time.
 */
import { RESOURCE } from '../limits.ts'

/** Rooms carried by hand; rooms as text, web page, lines for programs, or all of them; people; invitations and people as a table. */
const ENDINGS = ['.sbundle', '.txt', '.html', '.jsonl', '.zip', '.vcf', '.csv'] as const

const HIDDEN_OR_A_PATH = /^[.~]|[/\\\p{Cc}\p{Cf}]/u

export function mayBeSaved(name: string): boolean {
  const isShort = new TextEncoder().encode(name).length <= RESOURCE.EXPORT_NAME_BYTES
  return isShort && !HIDDEN_OR_A_PATH.test(name) && ENDINGS.some((ending) => name.endsWith(ending) && name.length > ending.length)
}
