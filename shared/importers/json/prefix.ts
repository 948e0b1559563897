/** Reads the beginning of a JSON text, cut anywhere: enough to tell what shape the file has. A bad record in it hides nothing but itself. */
import { JsonSplitter, type JsonNode } from './splitter.ts'

/** So deep lie the messages of all formats; what is deeper is read whole. */
const WALKED = 5

/** undefined: it does not begin like JSON. */
export function parsePrefix(text: string): unknown {
  if (!/^[\s\uFEFF]{0,64}[{[]/.test(text)) return undefined
  let root: unknown
  const splitter = new JsonSplitter(
    nodeOf((value) => (root = value), 1),
    () => undefined,
  )
  splitter.push(text)
  return root
}

/** Gives an object or array as soon as it begins, and fills it. */
function nodeOf(give: (value: unknown) => void, depth: number): JsonNode {
  let members: Record<string, unknown> = {}
  let elements: unknown[] | undefined
  const put = (key: string | number, value: unknown): void => {
    if (elements !== undefined) elements.push(value)
    // Own whatever it is called, as with a parsed value.
    else Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return {
    enter: (isArray) => {
      members = {}
      elements = isArray ? [] : undefined
      give(elements ?? members)
    },
    member: (key) => {
      const take = (value: unknown): void => {
        if (value !== undefined) put(key, value)
      }
      return depth === WALKED ? take : { ...nodeOf((value) => put(key, value), depth + 1), scalar: take }
    },
  }
}
