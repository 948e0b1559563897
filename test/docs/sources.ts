/** The texts that the tests of the documents compare: test sources and pages, read once. */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const texts = new Map<string, ReadonlyMap<string, string>>()

/** Every TypeScript file under test/ by its path from there, those about documents left out. */
export function testSources(): ReadonlyMap<string, string> {
  return textsUnder('test', (path) => /\.tsx?$/.test(path) && !path.startsWith('docs/'))
}

/** Every page of the spec by its file name. */
export function specPages(): ReadonlyMap<string, string> {
  return textsUnder('docs/spec', (path) => path.endsWith('.md'))
}

function textsUnder(folder: string, isWanted: (path: string) => boolean): ReadonlyMap<string, string> {
  const known = texts.get(folder)
  if (known !== undefined) return known
  const paths = readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const read = new Map(
    paths
      .filter(isWanted)
      .toSorted()
      .map((path) => [path, readFileSync(`${ROOT}/${folder}/${path}`, 'utf8')]),
  )
  texts.set(folder, read)
  return read
}
