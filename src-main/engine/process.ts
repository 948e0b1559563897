/**
 * The engine as a process of its own: what the window's program starts with `utilityProcess.fork`. Everything about it is in
 * `parent-service.ts`; here is only which parent there is. A worker thread will do as well, so it is tested without Electron.
 */
import { parentPort } from 'node:worker_threads'
import { type Parent, serveParent } from './parent-service.ts'

/** What Electron puts there, as far as it is used: messages come wrapped, their ports beside them. */
interface ElectronParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void): unknown
}

function parent(): Parent | undefined {
  const electron = (process as { readonly parentPort?: ElectronParentPort }).parentPort
  if (electron !== undefined) {
    return {
      wrapsMessages: true,
      post: (report) => electron.postMessage(report),
      listen: (heard) => electron.on('message', ({ data, ports }) => heard(data, ports[0])),
      leave: () => setImmediate(() => process.exit(0)),
    }
  }
  if (parentPort === null) return undefined
  const port = parentPort
  return {
    wrapsMessages: false,
    post: (report) => port.postMessage(report),
    listen: (heard) => port.on('message', ({ order, port: given }: { order?: unknown; port?: unknown }) => heard(order, given)),
    leave: () => port.close(),
  }
}

const found = parent()
if (found === undefined) {
  process.stderr.write('This is a part of Sarangbang, started by its window. Use the command "sarangbang".\n')
  process.exitCode = 1
} else {
  serveParent(found)
}
