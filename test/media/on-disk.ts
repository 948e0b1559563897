/** A profile's database and its folder of attachments, and ways to harm the latter. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemRng } from '../../shared/crypto/index.ts'
import type { FileId } from '../../shared/ids/index.ts'
import { sealedOffset } from '../../shared/media/index.ts'
import { Ledger } from '../../src-main/engine/media/ledger.ts'
import { type DiskMediaStore, openDiskMedia } from '../../src-main/engine/media/index.ts'
import { type DiskStore, openSqliteStore } from '../../src-main/engine/store/index.ts'
import { STORE_KEY } from '../store/sqlite-file.ts'
import { crypto } from './some-files.ts'

export class OnDisk {
  readonly home: string = mkdtempSync(join(tmpdir(), 'sarangbang-media-'))
  readonly folder: string = join(this.home, 'media')
  readonly database: DiskStore = openSqliteStore({ file: join(this.home, 'store.db'), key: STORE_KEY })
  readonly #opened: DiskMediaStore[] = []
  now = 1_000_000

  /** Another one finds what this process has left, as after a kill. */
  async open(): Promise<DiskMediaStore> {
    const clock = { now: () => this.now }
    const store = await openDiskMedia({ folder: this.folder, store: this.database, crypto, rng: systemRng(), clock })
    this.#opened.push(store)
    return store
  }

  pathOf(file: FileId): string {
    return join(this.folder, new Ledger(this.database, crypto, systemRng()).nameOf(file))
  }

  names(): readonly string[] {
    return readdirSync(this.folder).toSorted()
  }

  /** Changes a byte of a chunk. */
  damage(file: FileId, index: number): void {
    this.flip(file, sealedOffset(index) + 3)
  }

  flip(file: FileId, position: number): void {
    const bytes = readFileSync(this.pathOf(file))
    bytes[position] = (bytes[position] ?? 0) ^ 4
    writeFileSync(this.pathOf(file), bytes)
  }

  truncate(file: FileId, length: number): void {
    truncateSync(this.pathOf(file), length)
  }

  async dispose(): Promise<void> {
    for (const store of this.#opened.toReversed()) await store.close()
    this.database.close()
    if (existsSync(this.home)) rmSync(this.home, { recursive: true })
  }
}
