/** One HTML file with its pictures in it (EXP-12): where the page has a mark the picture is put, as data, piece by piece as it is read. */
import { PICTURE_MARK, type RoomPictures } from '../../../shared/exporters/index.ts'
import { type ExportFiles, type RoomPicture, pictureBytes } from './room-pictures.ts'

/** Base64 makes four letters of three bytes: what is left over waits for the next piece. */
const GROUP_BYTES = 3

export class PicturesInside implements RoomPictures {
  readonly lie = 'inside'
  readonly #files: ExportFiles
  readonly #found: ReadonlyMap<string, RoomPicture>
  readonly #ending = new AbortController()

  constructor(files: ExportFiles, found: readonly RoomPicture[]) {
    this.#files = files
    this.#found = new Map(found.map((picture) => [`${picture.message} ${picture.index}`, picture]))
  }

  of(message: string, index: number): string | undefined {
    const name = `${message} ${index}`
    return this.#found.has(name) ? name : undefined
  }

  /** A piece of the page, its marks filled in. */
  async *filled(piece: string): AsyncGenerator<Buffer, undefined> {
    for (const [at, part] of piece.split(PICTURE_MARK).entries()) {
      const picture = at % 2 === 0 ? undefined : this.#found.get(part)
      if (picture !== undefined) yield* this.#data(picture)
      else if (at % 2 === 0) yield Buffer.from(part.toWellFormed(), 'utf8')
    }
    return undefined
  }

  stop(): void {
    this.#ending.abort()
  }

  async *#data({ message, index, type }: RoomPicture): AsyncGenerator<Buffer, undefined> {
    yield Buffer.from(`data:${type};base64,`, 'latin1')
    let rest = Buffer.alloc(0)
    for await (const bytes of pictureBytes(this.#files, message, index, this.#ending.signal)) {
      const all = Buffer.concat([rest, bytes])
      const whole = all.length - (all.length % GROUP_BYTES)
      yield Buffer.from(all.subarray(0, whole).toString('base64'), 'latin1')
      rest = all.subarray(whole)
    }
    yield Buffer.from(rest.toString('base64'), 'latin1')
    return undefined
  }
}
