/** Rule ids: each one quoted in a test is written down in docs/spec, and each rule written there is quoted by a test or open with a reason. */
import { describe, expect, it } from 'vitest'
import { specPages, testSources } from './sources.ts'

/** Kinds whose every rule wants a test that quotes it; those of single pages (REACH, RDV, REC, RPC, SHELL, STORE, PROF, PPL, DOC, IMP, ARC, BOOK) are their authors' to hold. */
const COMPLETE = ['FEED', 'SNAP', 'DEL', 'MSG', 'CLK', 'FORK', 'GOV', 'KEY', 'SYNC', 'DLV', 'ENC', 'SIG']
const KINDS = [
  ...COMPLETE,
  'REACH',
  'RDV',
  'REC',
  'RECV',
  'RPC',
  'SHELL',
  'STORE',
  'PROF',
  'PPL',
  'DOC',
  'RDY',
  'OUT',
  'LINK',
  'OWN',
  'CARR',
  'RELAY',
  'BNDL',
  'BKP',
  'EXP',
  'CLI',
  'IMP',
  'ARC',
  'BOOK',
  'MEDIA',
  'EXP',
  'MEDIA',
]
const ID = new RegExp(`\\b(?:${KINDS.join('|')})-[1-9][0-9]*\\b`, 'g')

/** Rules that no test quotes, with the reason. A rule leaves this list when a test quotes it. */
const OPEN: Readonly<Record<string, string>> = {
  'FEED-2': 'the shape of things: foreign roots and clients are refused under FEED-4 (V13)',
  'DEL-5': 'half a promise; the honest half is SNAP-6',
  'FORK-7': 'a matter of words on a screen, which is to come',
  'KEY-10': 'later',
  'KEY-11': 'promises, spelt out in the threat model',
  'KEY-12': 'the shape of things: forged authors are refused under ENC-7 and SYNC-13',
  'SYNC-12': 'the list of codes; each is tested where it is given',
}

const pages = [...specPages().values()].join('\n')
const quoted = new Set([...testSources().values()].flatMap((source) => source.match(ID) ?? []))
const written = new Set(pages.match(ID) ?? [])
const isComplete = (id: string): boolean => COMPLETE.includes(id.replace(/-\d+$/, ''))
/** First column of the index: one row a rule. */
const indexed = [...(specPages().get('README.md') ?? '').matchAll(/^\| ([A-Z]+-\d+) \|/gm)].map(([, id]) => id ?? '')

describe('rule ids', () => {
  it('that tests quote are written down', () => {
    expect([...quoted].filter((id) => !written.has(id)).toSorted()).toEqual([])
  })

  it('stand in the index once', () => {
    const missing = [...written].filter((id) => isComplete(id) && !indexed.includes(id))
    expect(missing).toEqual([])
    expect(new Set(indexed).size).toBe(indexed.length)
  })

  it('are quoted by a test or open with a reason', () => {
    const unproven = indexed.filter((id) => isComplete(id) && !quoted.has(id) && OPEN[id] === undefined)
    expect(unproven).toEqual([])
  })

  it('are open only while no test quotes them', () => {
    expect(Object.keys(OPEN).filter((id) => quoted.has(id) || !indexed.includes(id))).toEqual([])
  })

  it('name pages that exist', () => {
    const links = [...(specPages().get('README.md') ?? '').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, page]) => page ?? '')
    expect(links.filter((page) => !specPages().has(page))).toEqual([])
    expect([...specPages().keys()].filter((page) => page !== 'README.md' && !links.includes(page))).toEqual([])
  })
})
