/**
 * The limit of live messages: the far end of a TLS socket that inserts each message it gets into the same SQLite with the same indexes,
 * waits for the disk, and answers with one byte. `node tls-process.ts FILE`.
 */
import { createServer } from 'node:tls'
import { monotonicMs } from './measure.ts'
import { bareRows } from './store-limit.ts'
import { LENGTH_BYTES, TLS_KEY, TLS_OPTIONS } from './tls-options.ts'

export type ToTls = { readonly type: 'times' } | { readonly type: 'stop' }
export type FromTls = { readonly type: 'ready'; readonly port: number } | { readonly type: 'times'; readonly times: readonly number[] }

const rows = bareRows(process.argv[2] ?? '')
let times: number[] = []
const tell = (message: FromTls): void => void process.send?.(message)

process.on('message', (message: ToTls) => {
  if (message.type === 'times') {
    tell({ type: 'times', times })
    times = []
  } else {
    rows.close()
    process.exit()
  }
})

const server = createServer({ ...TLS_OPTIONS, pskCallback: () => TLS_KEY }, (socket) => {
  let held = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= LENGTH_BYTES && held.length >= LENGTH_BYTES + held.readUInt32BE(0)) {
      const end = LENGTH_BYTES + held.readUInt32BE(0)
      rows.insert(held.subarray(LENGTH_BYTES, end).toString())
      times.push(monotonicMs())
      held = held.subarray(end)
      socket.write(Buffer.of(1))
    }
  })
  socket.on('error', () => undefined)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  tell({ type: 'ready', port: typeof address === 'object' && address !== null ? address.port : 0 })
})
