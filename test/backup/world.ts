/** People of a village whose profiles lie on the disk, and backups of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemRng } from '../../shared/crypto/index.ts'
import { type MediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { createBackupDesk } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { makeProfile } from '../../src-main/engine/make-profile.ts'
import { type OpenDatabase, openDatabase } from '../../src-main/engine/open-database.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'

export const PASSPHRASE = '겨울밤 군고구마 세 개'

export interface AtHome extends Villager<Store> {
  readonly folder: string
  readonly database: OpenDatabase
}

export class BackupWorld implements AsyncDisposable {
  readonly village = new Village()
  readonly folder = mkdtempSync(join(tmpdir(), 'sarangbang-backup-'))
  readonly #open: AtHome[] = []

  path(...names: readonly string[]): string {
    return join(this.folder, ...names)
  }

  async person(name: string, passphrase?: string): Promise<AtHome> {
    const profile = this.path(name)
    const { clock } = this.village
    expectOk(await makeProfile({ profile, name, deviceName: name, language: 'ko', clock, ...(passphrase !== undefined && { passphrase }) }))
    return this.open(name, passphrase)
  }

  /** Of a profile that is there. */
  async open(name: string, passphrase?: string): Promise<AtHome> {
    const folder = this.path(name)
    const database = expectOk(await openDatabase({ profile: folder, create: false, ...(passphrase !== undefined && { passphrase }) }))
    const villager = this.village.personOn<Store>(name, database.store)
    const home = { ...villager, folder, database }
    this.#open.push(home)
    return home
  }

  desk(who: AtHome, media: MediaStore = memoryMediaStore({ crypto: nodeCrypto(), clock: this.village.clock })) {
    const { profile, store } = who.database
    return createBackupDesk({ store, media, profile, clock: this.village.clock, rng: systemRng(), changed: () => undefined })
  }

  async backup(who: AtHome, name = 'one.sbbackup'): Promise<string> {
    const desk = this.desk(who)
    const written = expectOk(await desk.write({ to: this.path(name), passphrase: PASSPHRASE }))
    await desk.stop()
    return written.file
  }

  close(who: AtHome): void {
    const at = this.#open.indexOf(who)
    if (at < 0) return
    this.#open.splice(at, 1)
    who.messenger.stop()
    who.database.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const who of [...this.#open]) this.close(who)
    await this.village.pass(0)
    rmSync(this.folder, { recursive: true, force: true })
  }
}
