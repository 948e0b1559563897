/**
 * MEDIA-8: a folder as a set of files: one file more, whose content names the others with their places, keys and sizes. Deterministic CBOR
 * `[1, [[path, id, key, size, type]…]]`. Places of others are made safe on reading, and no two files get the same one, on systems that do
 * not tell upper from lower case either.
 */
import { array, bytes, id, raw, text, tuple, uint } from '../codec/index.ts'
import { KEY_BYTES } from '../crypto/index.ts'
import { isSetPath } from '../folders/index.ts'
import { MEDIA } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { numberedName, safeName } from './names.ts'
import { type MediaReference, mediaType } from './reference.ts'

export interface SetFile extends Pick<MediaReference, 'file' | 'key' | 'size' | 'type'> {
  /** Folders from the outermost in, the file's own name last; each a safe name. */
  readonly path: readonly string[]
}

/** MALFORMED: no set. UNSUPPORTED: a later version made it. TOO_MANY: files. TOO_LONG: a path, or all of them together. */
export type SetCode = 'MALFORMED' | 'UNSUPPORTED' | 'TOO_MANY' | 'TOO_LONG'

const VERSION = 1
const setFile = tuple(
  array(text(MEDIA.SET_PATH_BYTES), { min: 1, max: MEDIA.SET_PATH_PARTS }),
  id('file'),
  bytes(KEY_BYTES),
  uint({ max: MEDIA.FILE_BYTES }),
  text(MEDIA.TYPE_CHARACTERS),
)
const anySet = tuple(uint({ min: VERSION }), raw)
const setFiles = array(setFile, { max: MEDIA.SET_FILES })

/** The content of the set. */
export function encodeSet(files: readonly SetFile[]): Result<Uint8Array, 'TOO_MANY' | 'TOO_LONG'> {
  if (files.length > MEDIA.SET_FILES) return fail('TOO_MANY')
  if (files.some(({ path }) => !isSetPath(path))) return fail('TOO_LONG')
  const content = anySet.encode([
    VERSION,
    setFiles.toCbor(files.map(({ path, file, key, size, type }) => [path.map((part) => safeName(part)), file, key, size, type] as const)),
  ])
  return content.length <= MEDIA.SET_BYTES ? ok(content) : fail('TOO_LONG')
}

/** What a set says, with places fit to be written to. */
export function readSet(content: Uint8Array): Result<readonly SetFile[], SetCode> {
  if (content.length > MEDIA.SET_BYTES) return fail('TOO_LONG')
  const set = anySet.decode(content)
  if (!set.ok) return set
  const [version, value] = set.value
  if (version > VERSION) return fail('UNSUPPORTED')
  const read = setFiles.fromCbor(value)
  if (!read.ok) return read
  if (read.value.some(([path]) => !isSetPath(path))) return fail('TOO_LONG')
  const places = new Places(read.value.map(([path]) => path.map((part) => safeName(part))))
  return ok(read.value.map(([, file, key, size, type], at) => ({ path: places.of(at), file, key, size, type: mediaType(type) })))
}

/** Each file a place of its own: one that is taken, by a file or by a folder, gets a number before its ending. */
class Places {
  readonly #paths: readonly (readonly string[])[]

  constructor(paths: readonly (readonly string[])[]) {
    const taken = new Set(paths.flatMap((path) => path.slice(1).map((_, at) => folded(path.slice(0, at + 1)))))
    const counts = new Map<string, number>()
    this.#paths = paths.map((path) => {
      const wanted = folded(path)
      let place = path
      for (let n = counts.get(wanted) ?? 1; taken.has(folded(place)); counts.set(wanted, n)) {
        n += 1
        place = [...path.slice(0, -1), numberedName(path.at(-1) ?? '', n)]
      }
      taken.add(folded(place))
      return place
    })
  }

  of(at: number): readonly string[] {
    return this.#paths[at] ?? []
  }
}

function folded(path: readonly string[]): string {
  return path.join('/').normalize('NFKC').toLowerCase()
}
