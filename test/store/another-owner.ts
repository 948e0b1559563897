/** A process that tries to open the store at the path it is given, and prints what came of it: `open`, or the code. */
import { StoreError } from '../../shared/store/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { STORE_KEY } from './sqlite-file.ts'

try {
  openSqliteStore({ file: process.argv[2] ?? '', key: STORE_KEY, mustExist: true }).close()
  process.stdout.write('open')
} catch (cause) {
  process.stdout.write(cause instanceof StoreError ? cause.code : String(cause))
}
