/** The command `sarangbang`: runs what its arguments say as soon as it is loaded. */
import { processIo } from './process-io.ts'
import { run } from './run.ts'

const { io, flush } = processIo()
const code = await run(process.argv.slice(2), io)
await flush()
// What a library may have left running must not keep a finished command alive.
process.exit(code)
