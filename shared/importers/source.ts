/** What somebody points at: a file, a folder or an opened archive, as files that can be read. Paths are data; nothing is ever written under them. */

export interface ImportFile {
  /** NFC, `/` between folders, relative to what was pointed at; a single file: its name. */
  readonly path: string
  readonly size: number
  /** From its beginning, each time anew; a piece stands only until the next is asked for. Throws `SourceError` when it cannot be read, or holds more than it claims. */
  bytes(): AsyncIterable<Uint8Array>
}

export interface ImportSource {
  /** Of the file, folder or archive, NFC. */
  readonly name: string
  readonly form: 'file' | 'folder' | 'zip' | 'mail'
  readonly files: readonly ImportFile[]
  close(): Promise<void>
}

/** Why a source is refused as a whole. */
export type SourceCode =
  | 'IMPORT_UNREADABLE'
  | 'IMPORT_TOO_LARGE'
  | 'IMPORT_TOO_MANY_FILES'
  | 'IMPORT_BAD_ARCHIVE'
  | 'IMPORT_BAD_NAME'
  | 'IMPORT_BOMB'
  | 'IMPORT_ENCRYPTED'
  | 'IMPORT_NESTED'

export class SourceError extends Error {
  readonly code: SourceCode

  constructor(code: SourceCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.name = 'SourceError'
    this.code = code
  }
}

/** Turns bytes of one character set into text, in pieces cut anywhere. The engine gives the real one. */
export interface TextDecoding {
  decode(bytes: Uint8Array): string
  /** What is left over. */
  end(): string
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949' | 'shift_jis' | 'big5' | 'gb18030' | 'windows-1252'

export type Decoders = (encoding: Encoding) => TextDecoding
