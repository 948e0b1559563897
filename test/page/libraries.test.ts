/** What the page says it is built with, against what is built in and what each package says of its licence. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { LIBRARIES } from '../../src-renderer/app/settings/libraries.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8'))
const manifest = v.object({ dependencies: v.record(v.string(), v.string()) })
const installed = v.object({ license: v.string() })

it('every package that ships is named, and none that does not', () => {
  const shipped = [...Object.keys(v.parse(manifest, read('package.json')).dependencies), 'electron']
  expect(LIBRARIES.map(({ name }) => name).toSorted()).toEqual(shipped.toSorted())
})

it.each(LIBRARIES)('$name has the licence the page gives', ({ name, licence }) => {
  expect(v.parse(installed, read(`node_modules/${name}/package.json`)).license).toBe(licence)
})
