/**
 * What a reader of one format is: it says how well it knows the beginning of a file, and then takes the whole of it piece by piece. Pure: text
 * or bytes go in, records come out through the sink, in one pass and with bounded memory, whatever is in the file.
 */
import type { ChatHead, ImportedContact, ImportedRecord, TimeBase, WarningCode } from './model.ts'
import type { Decoders, Encoding } from './source.ts'

export type FormatName =
  | 'sarangbang'
  | 'kakaotalk'
  | 'whatsapp'
  | 'line'
  | 'telegram'
  | 'signal'
  | 'messenger'
  | 'instagram'
  | 'discord'
  | 'vcard'
  | 'csv'
  | 'facebook-friends'

/** The beginning of a file: enough to tell what it is. */
export interface Head {
  /** Of the file, NFC, without folders: a hint, never a proof. */
  readonly name: string
  /** The first lines, at most `IMPORT.HEAD_LINES`, without line ends; marks of direction at their starts are still there. */
  readonly lines: readonly string[]
  /** The same, as it stands, at most `IMPORT.HEAD_CHARACTERS` of it. */
  readonly text: string
  /** The file has no more than this. */
  readonly isWhole: boolean
}

export interface Recognition {
  /** Of the non-blank lines (or, for JSON, of what a shape requires) how much this format explains: 0 to 1. */
  readonly share: number
  /** `ios-ko-24h`, `desktop-json-full`: which kind of the format. */
  readonly variant: string
  readonly kind: 'chat' | 'contacts'
  /** Of a chat's times. */
  readonly time?: TimeBase
  /** No record is there, only a head: an empty chat. */
  readonly isEmpty?: boolean
}

/** Takes what is read of one conversation. */
export interface ChatSink {
  record(record: ImportedRecord): void
  /** `line` from 1; 0: of none. */
  warn(line: number, code: WarningCode): void
  /** What is only known later; replaces what the head said. May be called more than once. */
  learn(head: ChatHead): void
}

/** Takes what is read of one file. A file may hold several conversations, and they may be mixed (Signal). */
export interface ImportSink {
  chat(head: ChatHead): ChatSink
  contact(contact: ImportedContact): void
  warn(line: number, code: WarningCode): void
}

/** What a reader may ask about what lies beside the file. */
export interface Surroundings {
  /** Folder or archive the file was found in, or the file's own name: for titles and dates that only names tell. */
  readonly name: string
  /** A file beside this one, by the name a record uses; NFC and percent-encoding are seen to here. Marks it as referenced. */
  beside(name: string): { readonly path: string; readonly size: number } | undefined
  /** All files of its folder and below, paths in NFC. */
  readonly paths: readonly string[]
  /** Two letters, for phone numbers without a country; default KR. */
  readonly region: string
  /** Of the file, as far as its beginning shows; for formats that take bytes. */
  readonly encoding: Encoding
  readonly decoders: Decoders
}

/** A file being read. Never throws for what is in it: what is not understood becomes a warning. */
export interface Reading<T extends string | Uint8Array> {
  push(piece: T): void
  /** The file is over; nothing comes after this. */
  end(): void
}

interface FormatBase {
  readonly name: FormatName
  /** undefined: it is none of mine. */
  recognise(head: Head): Recognition | undefined
}

/** Reads decoded text, in pieces cut anywhere. */
export interface TextFormat extends FormatBase {
  readonly takes: 'text'
  open(found: Recognition, head: Head, sink: ImportSink, around: Surroundings): Reading<string>
}

/** Reads bytes, since its character sets stand in it (vCard). */
export interface BytesFormat extends FormatBase {
  readonly takes: 'bytes'
  /** What the beginning of a file is where that takes knowing the format, as letters may be cut in two by folds; undefined: as found without. */
  encodingOf?(start: Uint8Array): Encoding | undefined
  open(found: Recognition, head: Head, sink: ImportSink, around: Surroundings): Reading<Uint8Array>
}

export type Format = TextFormat | BytesFormat
