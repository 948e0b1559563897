/** Words that stand in the sources of the page themselves instead of in a catalogue: text between tags, texts of attributes, any Hangul. */

export interface BareText {
  readonly file: string
  readonly text: string
}

const BETWEEN_TAGS = /(?<!=)>([^<>{}]*)<(?=\/?[a-zA-Z>])/g
const ATTRIBUTE = /\b(?:aria-label|aria-description|aria-roledescription|title|label|alt|placeholder|hint|text)="([^"]+)"/g
const QUOTED = /'([^'\n]*)'|`([^`]*)`/g
const LETTERS = /\p{L}/u
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/
/** What stands on keys is no word. */
const KEY_CAP = /<Kbd>[^<]*<\/Kbd>/g
/** Between the brackets of types and comparisons stands code, not text. */
const CODE = /^\s*,|=>|[;=()|&]|\b(?:readonly|const|export|function|return|extends)\b/

export function bareTextIn(file: string, given: string): readonly BareText[] {
  const source = given.replaceAll(KEY_CAP, '')
  const isDrawn = file.endsWith('.tsx')
  const between = isDrawn ? captured(source, BETWEEN_TAGS).filter((text) => LETTERS.test(text) && !CODE.test(text)) : []
  const attributes = isDrawn ? captured(source, ATTRIBUTE).filter((text) => LETTERS.test(text)) : []
  const quoted = captured(source, QUOTED).filter((text) => HANGUL.test(text))
  return [...between, ...attributes, ...quoted].map((text) => ({ file, text: text.trim() }))
}

function captured(source: string, pattern: RegExp): readonly string[] {
  return [...source.matchAll(pattern)].map((match) => match.slice(1).find((part) => part !== undefined) ?? '')
}
