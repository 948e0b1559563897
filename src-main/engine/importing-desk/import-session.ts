/**
 * One import from the files to the commit (ARC-9). Files are read twice: once to be shown what they hold, once to be written; so memory does
 * not grow with them, and what changed in between is noticed. Reading and writing go on by themselves; whoever looks is told how far they are.
 */
import { basename } from 'node:path'
import type { ChatSink, Format, ImportedContact, ReadSummary, SourceSink, WarningCode } from '../../../shared/importers/index.ts'
import type {
  ContactsPreview,
  ImportBatch,
  ImportFileView,
  ImportPhase,
  ImportPlan,
  ImportProgress,
  ImportView,
  RunningMessenger,
  ChatPreview,
} from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { readPath } from '../importing/index.ts'
import { ChatTally } from './chat-tally.ts'
import type { GivenFiles } from './given-files.ts'
import { Guessing } from './guessing.ts'

const NAMES_SHOWN = 20
const TOLD_EVERY_MS = 250
const NO_PROGRESS: ImportProgress = { bytes: 0, of: 0, records: 0 }

export interface SessionDeps {
  readonly id: string
  readonly messenger: RunningMessenger
  readonly given: GivenFiles | undefined
  readonly formats?: readonly Format[]
  now(): number
  /** Something about it is different. */
  changed(): void
}

export type PhaseCode = 'NOT_READY'

export class ImportSession {
  readonly #deps: SessionDeps
  readonly #paths: string[]
  #phase: ImportPhase
  #code: string | undefined
  #progress = NO_PROGRESS
  #files: ImportFileView[] = []
  #tallies: ChatTally[] = []
  #chats: readonly ChatPreview[] = []
  #contacts: ContactsPreview = { count: 0, withPhone: 0, withEmail: 0, known: 0, names: [], warnings: {} }
  #batch: ImportBatch | undefined
  #abort = new AbortController()
  #work: Promise<void> = Promise.resolve()
  #told = 0

  constructor(deps: SessionDeps, paths: readonly string[]) {
    this.#deps = deps
    this.#paths = [...paths]
    this.#phase = 'gathering'
  }

  get isBusy(): boolean {
    return this.#phase === 'reading' || this.#phase === 'writing'
  }

  view(): ImportView {
    return {
      id: this.#deps.id,
      phase: this.#phase,
      code: this.#code,
      progress: this.#progress,
      files: this.#files,
      chats: this.#chats,
      contacts: this.#contacts,
      zone: this.#zone(),
      batch: this.#batch,
    }
  }

  give(name: string, bytes: Uint8Array, isFileOver: boolean): Result<undefined, string> {
    if (this.#phase !== 'gathering' || this.#deps.given === undefined) return fail('NOT_READY')
    const given = this.#deps.given.give(name, bytes, isFileOver)
    this.#progress = { ...this.#progress, bytes: this.#deps.given.bytes }
    return given
  }

  read(): Result<undefined, PhaseCode> {
    if (this.#phase !== 'gathering') return fail('NOT_READY')
    if (this.#deps.given !== undefined) this.#paths.push(...this.#deps.given.paths())
    this.#start('reading', () => this.#preview())
    return ok(undefined)
  }

  commit(plan: ImportPlan): Result<undefined, PhaseCode> {
    if (this.#phase !== 'ready') return fail('NOT_READY')
    this.#start('writing', () => this.#write(plan))
    return ok(undefined)
  }

  /** Resolves when nothing of it goes on any more. */
  async cancel(): Promise<void> {
    this.#abort.abort()
    await this.#work
    if (this.#phase === 'gathering' || this.#phase === 'ready') this.#become('cancelled')
  }

  async close(): Promise<void> {
    await this.cancel()
    this.#deps.given?.remove()
  }

  #start(phase: 'reading' | 'writing', work: () => Promise<void>): void {
    this.#progress = NO_PROGRESS
    this.#code = undefined
    this.#abort = new AbortController()
    this.#become(phase)
    this.#work = this.#guarded(work)
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (cause) {
      this.#code = cause instanceof StoreError && cause.code === 'STORE_FULL' ? 'STORE_FULL' : 'INTERNAL'
      this.#become('failed')
      // What nobody foresaw is told to nobody else: an import that failed is no reason to end.
      if (this.#code === 'INTERNAL') this.failure = cause
    }
  }

  /** What nobody foresaw, for the log. */
  failure: unknown

  async #preview(): Promise<void> {
    const contacts = new ContactTally()
    this.#tallies = []
    this.#files = []
    const code = await this.#pass(
      (file) => ({
        file: (found) => ({
          chat: (head) => {
            const tally = new ChatTally(shownPath(file, found.path), found, head)
            this.#tallies.push(tally)
            return this.#counting(tally)
          },
          contact: (contact) => contacts.add(contact),
          warn: (_line, code) => contacts.warn(code),
        }),
      }),
      true,
    )
    if (code === 'CANCELLED') return this.#become('cancelled')
    const guessing = new Guessing(this.#deps.messenger)
    this.#chats = this.#tallies.map((tally, chat) => guessing.preview(chat, tally))
    this.#contacts = contacts.view(guessing)
    const isAnything = this.#chats.length > 0 || this.#contacts.count > 0
    this.#code = isAnything ? undefined : (this.#files.find(({ code: why }) => why !== undefined)?.code ?? 'IMPORT_UNKNOWN')
    this.#become(isAnything ? 'ready' : 'failed')
  }

  async #write(plan: ImportPlan): Promise<void> {
    const { messenger } = this.#deps
    const begun = messenger.imports.begin(this.#paths.map((path) => basename(path)))
    if (!begun.ok) return this.#failed(begun.code)
    const batch = begun.value
    const chosen = new Map(plan.chats.map((chat) => [chat.chat, chat]))
    if (plan.chats.some(({ chat }) => this.#chats[chat] === undefined)) {
      batch.abandon()
      return this.#failed('BAD_ARGUMENTS')
    }
    let at = 0
    let refusal: string | undefined
    const ends: (() => void)[] = []
    const counts: number[] = []
    try {
      const code = await this.#pass(
        () => ({
          file: (found) => ({
            chat: () => {
              const number = at
              at += 1
              counts[number] = 0
              const wanted = chosen.get(number)
              const preview = this.#chats[number]
              if (wanted === undefined || preview === undefined)
                return this.#counting({ ...NOWHERE, record: () => void (counts[number] = (counts[number] ?? 0) + 1) })
              const { chat: _, ...rest } = wanted
              const intake = batch.chat({ ...rest, app: found.format, time: found.time ?? 'local', zone: plan.zone }, preview.title)
              if (!intake.ok) {
                refusal ??= intake.code
                this.#abort.abort()
                return NOWHERE
              }
              ends.push(() => void intake.value.end())
              return this.#counting({
                ...NOWHERE,
                record: (record) => {
                  counts[number] = (counts[number] ?? 0) + 1
                  intake.value.take(record)
                },
              })
            },
            contact: (contact) => {
              if (plan.contacts) batch.contact(contact, found.format)
            },
            warn: () => undefined,
          }),
        }),
        false,
      )
      for (const end of ends) end()
      if (refusal !== undefined || code !== undefined) {
        batch.abandon()
        return refusal === undefined && code === 'CANCELLED' ? this.#become('cancelled') : this.#failed(refusal ?? code ?? 'INTERNAL')
      }
      // Somebody wrote into the files meanwhile: what was confirmed is not what is there.
      if (counts.length !== this.#chats.length || this.#chats.some(({ records }, number) => counts[number] !== records)) {
        batch.abandon()
        return this.#failed('IMPORT_CHANGED')
      }
      const done = batch.done()
      if (!done.ok) return this.#failed(done.code)
      this.#batch = done.value
      this.#become('done')
    } catch (cause) {
      batch.abandon()
      throw cause
    }
  }

  /** Reads everything once; the code of a source that failed as a whole is noted with it on the first pass and ends the second. */
  async #pass(sinkOf: (file: string) => SourceSink, isFirst: boolean): Promise<string | undefined> {
    let before = 0
    let all = 0
    for (const path of this.#paths) {
      const name = basename(path)
      let here = 0
      const options = {
        signal: this.#abort.signal,
        ...(this.#deps.formats !== undefined && { formats: this.#deps.formats }),
        progress: (bytes: number, of: number) => {
          here = of
          this.#progressed(before + bytes, Math.max(all, before + of))
        },
      }
      const summary: ReadSummary = await readPath(path, options, sinkOf(name))
      before += here
      all = Math.max(all, before)
      if (summary.code === 'CANCELLED') return 'CANCELLED'
      if (isFirst) this.#files.push(...fileViews(name, summary))
      else if (summary.code !== undefined && !this.#files.some((file) => file.name === name && file.code === summary.code))
        return 'IMPORT_CHANGED'
    }
    return undefined
  }

  #counting(sink: ChatSink): ChatSink {
    return {
      record: (record) => {
        this.#progress = { ...this.#progress, records: this.#progress.records + 1 }
        sink.record(record)
      },
      warn: (line, code) => sink.warn(line, code),
      learn: (head) => sink.learn(head),
    }
  }

  #progressed(bytes: number, of: number): void {
    this.#progress = { ...this.#progress, bytes, of }
    const now = this.#deps.now()
    if (Math.abs(now - this.#told) < TOLD_EVERY_MS) return
    this.#told = now
    this.#deps.changed()
  }

  /** Korean files are mostly of Korean clocks; everything else of this computer's. */
  #zone(): string {
    if (this.#chats.some(({ app }) => app === 'kakaotalk')) return 'Asia/Seoul'
    return new Intl.DateTimeFormat().resolvedOptions().timeZone
  }

  #failed(code: string): void {
    this.#code = code
    this.#become('failed')
  }

  #become(phase: ImportPhase): void {
    this.#phase = phase
    this.#deps.changed()
  }
}

const NOWHERE: ChatSink = { record: () => undefined, warn: () => undefined, learn: () => undefined }

class ContactTally {
  readonly #contacts: Pick<ImportedContact, 'displayName' | 'e164'>[] = []
  readonly #emails: string[][] = []
  #count = 0
  #withPhone = 0
  #withEmail = 0
  readonly #warnings: Partial<Record<WarningCode, number>> = {}

  add({ displayName, e164, phones, emails }: ImportedContact): void {
    this.#count += 1
    if (phones.length > 0) this.#withPhone += 1
    if (emails.length > 0) this.#withEmail += 1
    if (this.#contacts.length >= COMPARED) return
    this.#contacts.push({ displayName, e164 })
    this.#emails.push(emails.map(({ value }) => value))
  }

  warn(code: WarningCode): void {
    this.#warnings[code] = (this.#warnings[code] ?? 0) + 1
  }

  view(guessing: Guessing): ContactsPreview {
    const known = this.#contacts.filter(({ displayName, e164 }, at) => guessing.knows([displayName], e164, this.#emails[at] ?? []))
    return {
      count: this.#count,
      withPhone: this.#withPhone,
      withEmail: this.#withEmail,
      known: known.length,
      names: this.#contacts.slice(0, NAMES_SHOWN).map(({ displayName }) => displayName),
      warnings: this.#warnings,
    }
  }
}

/** As many as the address book has room for. */
const COMPARED = 20_000

/** Of a file within what was pointed at. */
function shownPath(source: string, path: string): string {
  return path === source ? source : `${source}/${path}`
}

function fileViews(name: string, summary: ReadSummary): readonly ImportFileView[] {
  const views = summary.files.map((file): ImportFileView => {
    const path = shownPath(name, file.path)
    if (file.outcome === 'read') {
      const { size, kind, format, variant, encoding } = file
      return { name: path, size, kind, format, variant, encoding }
    }
    return file.outcome === 'unknown'
      ? { name: path, size: 0, kind: 'unknown' }
      : { name: path, size: 0, kind: 'rejected', code: file.code }
  })
  return summary.code === undefined ? views : [...views, { name, size: 0, kind: 'rejected', code: summary.code }]
}
