/**
 * The few lines that stand in for Electron's own default app in the copy used for tests: they read the modules named by `-r`, as a tool that
 * drives the window asks, and start the app whose folder is named on the command line, with its own name and version. Electron waits for this module before it is ready, and so it waits for the app's.
 */
export const DEFAULT_APP_MANIFEST = '{ "name": "default-app", "version": "0.0.0", "type": "module", "main": "main.mjs" }\n'

export const DEFAULT_APP_MAIN = `import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const given = process.argv.slice(1)
const isRequired = (index) => given[index - 1] === '-r'
const named = given.find((argument, index) => !argument.startsWith('-') && !isRequired(index))
for (const module of given.filter((_, index) => isRequired(index))) createRequire(import.meta.url)(resolve(module))
const folder = resolve(named ?? '.')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, manifest.main)).href)
`
