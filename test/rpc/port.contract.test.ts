import { MessageChannel } from 'node:worker_threads'
import { createRpcClient, portChannel } from '../../shared/rpc/index.ts'
import { allowedFor, registerCarrierSuite } from './carrier-suite.ts'

registerCarrierSuite('a message port', async (notebook) => ({
  connect: async (narrow) => {
    const { port1, port2 } = new MessageChannel()
    notebook.rpc.serve(portChannel(port1), { kind: 'desktop', allowed: allowedFor(narrow) })
    return createRpcClient(portChannel(port2))
  },
  token: () => undefined,
  close: async () => notebook.rpc.close(),
}))
