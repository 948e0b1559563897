/** Where the built page lies: beside us in out/, or in out/ when we run from the sources. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder; undefined when no page was built. */
export function builtPage(): string | undefined {
  return ['../renderer/', '../../out/renderer/']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(`${folder}index.html`))
}
