/** Pages against the tree: links and paths they name exist, the decisions are all listed, and commands they show are npm scripts. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ROOT } from './sources.ts'

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')]
const Manifest = v.object({ scripts: v.record(v.string(), v.string()) })
const { scripts } = v.parse(Manifest, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
/** Folders whose names in backticks are paths of this repository. */
const ROOTS = ['shared', 'src-main', 'test', 'docs', 'scripts']

function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

function linksOf(page: string, text: string): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '')
  return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target) => normalize(join(dirname(page), target)))
}

/** Paths in backticks; `{a,b}` stands for several, `*` for whatever is there. */
function pathsOf(text: string): readonly string[] {
  return [...text.matchAll(/`([\w./{},-]+)`/g)]
    .map(([, path]) => (path ?? '').replace(/\/$/, ''))
    .filter((path) => path.includes('/') && ROOTS.includes(path.split('/')[0] ?? ''))
    .flatMap((path) => {
      const [, before = '', inner = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? []
      return inner === '' ? [path] : inner.split(',').map((one) => `${before}${one}${after}`)
    })
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')

  it('links to files that exist', () => {
    expect(linksOf(page, text).filter((target) => !existsSync(join(ROOT, target)))).toEqual([])
  })

  it('names paths that exist', () => {
    const missing = pathsOf(text).filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)))
    expect(missing).toEqual([])
  })

  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:]*)/g)].map(([, name]) => name ?? '')
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

it('every decision is listed', () => {
  const index = readFileSync(join(ROOT, 'docs/decisions/README.md'), 'utf8')
  expect(readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md' && !index.includes(`(${name})`))).toEqual([])
})
