/** What a number or an address is called: formats have words of their own for the usual ones, a person's own words stay. */
import type { bookWords } from '../../../shared/i18n/index.ts'

type KindKey = Extract<keyof typeof bookWords, `kind${string}`>

const KINDS: Readonly<Record<string, KindKey>> = {
  cell: 'kindMobile',
  mobile: 'kindMobile',
  iphone: 'kindMobile',
  home: 'kindHome',
  work: 'kindWork',
  fax: 'kindFax',
  main: 'kindMain',
  other: 'kindOther',
}
/** Says nothing of a number but that it is one. */
const SILENT: ReadonlySet<string> = new Set(['', 'voice', 'internet', 'pref', '*'])

/** A key of the catalogue, or the label as it is; undefined: nothing worth saying. */
export function kindOf(label: string): { readonly key: KindKey } | { readonly text: string } | undefined {
  const plain = label.trim().toLowerCase()
  if (SILENT.has(plain)) return undefined
  const key = Object.hasOwn(KINDS, plain) ? KINDS[plain] : undefined
  return key === undefined ? { text: label } : { key }
}
