/** The decision record on dependencies against package.json and what is installed: none missing, none too many, versions exact. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const Versions = v.record(v.string(), v.string())
const Manifest = v.object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions })
const Installed = v.object({ version: v.string(), license: v.string() })

const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8')
const manifest = v.parse(Manifest, JSON.parse(read('package.json')))
const pins = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
const rows = [...read('docs/decisions/dependencies.md').matchAll(/^\| (\S+) \| (\S+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)].filter(
  ([, name]) => name !== 'Package',
)

describe('the dependencies', () => {
  it('are pinned exactly', () => {
    for (const [name, version] of Object.entries(pins)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('are all explained, in the version used', () => {
    const explained = Object.fromEntries(rows.map(([, name, version]) => [name, version]))
    expect(explained).toEqual(pins)
  })

  it('have the licence the record gives', () => {
    // What is optional may be absent on another platform.
    const present = rows.filter(([, name]) => existsSync(`${ROOT}/node_modules/${name}`))
    for (const [, name, , licence] of present) {
      expect(v.parse(Installed, JSON.parse(read(`node_modules/${name}/package.json`))).license, name).toBe(licence)
    }
  })
})
