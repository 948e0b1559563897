/** Imports that shells have begun: each under an id, few at once, the one that was quiet longest makes room unless it is at work. */
import { randomUUID } from 'node:crypto'
import type { Format } from '../../../shared/importers/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { ImportPlan, ImportView, RunningMessenger } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { GivenFiles, clearGiven } from './given-files.ts'
import { ImportSession } from './import-session.ts'

export interface DeskDeps {
  readonly messenger: RunningMessenger
  /** The profile's folder. */
  readonly profile: string
  /** Default: all that are read. */
  readonly formats?: readonly Format[]
  now(): number
  changed(id: string): void
}

export type DeskCode = 'NO_IMPORT' | 'IMPORT_BUSY'

export class ImportDesk {
  readonly #deps: DeskDeps
  /** The quietest first. */
  readonly #sessions = new Map<string, ImportSession>()
  #isStopped = false

  constructor(deps: DeskDeps) {
    this.#deps = deps
    clearGiven(deps.profile)
  }

  begin(paths: readonly string[]): Result<ImportView, string> {
    const session = this.#open(paths, false)
    if (!session.ok) return session
    const read = session.value.read()
    return read.ok ? ok(session.value.view()) : read
  }

  gather(): Result<ImportView, string> {
    const session = this.#open([], true)
    return session.ok ? ok(session.value.view()) : session
  }

  give(id: string, name: string, bytes: Uint8Array, isFileOver: boolean): Result<ImportView, string> {
    return this.#with(id, (session) => session.give(name, bytes, isFileOver))
  }

  read(id: string): Result<ImportView, string> {
    return this.#with(id, (session) => session.read())
  }

  look(id: string): Result<ImportView, string> {
    return this.#with(id, () => ok(undefined))
  }

  views(): readonly ImportView[] {
    return [...this.#sessions.values()].map((session) => session.view())
  }

  commit(id: string, plan: ImportPlan): Result<ImportView, string> {
    return this.#with(id, (session) => session.commit(plan))
  }

  async cancel(id: string): Promise<Result<ImportView, string>> {
    await this.#sessions.get(id)?.cancel()
    return this.look(id)
  }

  async close(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    await session?.close()
  }

  /** Before the messenger: what is being written is taken back. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all([...this.#sessions.keys()].map((id) => this.close(id)))
  }

  #open(paths: readonly string[], isGiven: boolean): Result<ImportSession, DeskCode> {
    if (this.#isStopped) return fail('IMPORT_BUSY')
    if (this.#sessions.size >= ARCHIVE.SESSIONS) {
      const quiet = [...this.#sessions].find(([, session]) => !session.isBusy)
      if (quiet === undefined) return fail('IMPORT_BUSY')
      void this.close(quiet[0])
    }
    const id = randomUUID()
    const { messenger, profile, now, changed, formats } = this.#deps
    const given = isGiven ? new GivenFiles(profile, id) : undefined
    const session = new ImportSession(
      { id, messenger, given, now, changed: () => changed(id), ...(formats !== undefined && { formats }) },
      paths,
    )
    this.#sessions.set(id, session)
    return ok(session)
  }

  #with(id: string, act: (session: ImportSession) => Result<undefined, string>): Result<ImportView, string> {
    const session = this.#sessions.get(id)
    if (session === undefined) return fail('NO_IMPORT')
    this.#sessions.delete(id)
    this.#sessions.set(id, session)
    const done = act(session)
    return done.ok ? ok(session.view()) : done
  }
}
