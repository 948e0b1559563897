/**
 * What a page looks like before anything is open: the language and the theme last chosen for this profile, in a small file beside the
 * key. Nothing in it is secret, and nothing depends on it: a missing or broken file is the system's choice.
 */
import * as v from 'valibot'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson, readSmallFile, writeFileAtomically } from './files.ts'

const Look = v.object({
  language: v.fallback(v.picklist(['ko', 'en', 'system']), 'system'),
  theme: v.fallback(v.picklist(['light', 'dark', 'system']), 'system'),
})
export type Look = v.InferOutput<typeof Look>

const PLAIN: Look = { language: 'system', theme: 'system' }

export function readLook(folder: string): Look {
  try {
    const parsed = v.safeParse(Look, parseJson(readSmallFile(fileIn(folder)) ?? ''))
    return parsed.success ? parsed.output : PLAIN
  } catch {
    return PLAIN
  }
}

/** Writes only what is new, and only into a profile that is there. */
export function keepLook(folder: string, look: Look): void {
  const before = readLook(folder)
  if (!existsSync(folder) || (before.language === look.language && before.theme === look.theme)) return
  writeFileAtomically(fileIn(folder), `${JSON.stringify(look)}\n`)
}

function fileIn(folder: string): string {
  return join(folder, 'look.json')
}
