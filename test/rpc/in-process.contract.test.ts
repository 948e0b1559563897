import { channelPair, createRpcClient } from '../../shared/rpc/index.ts'
import { allowedFor, registerCarrierSuite } from './carrier-suite.ts'

registerCarrierSuite('a pair of channels', async (notebook) => ({
  connect: async (narrow) => {
    const [ours, theirs] = channelPair()
    notebook.rpc.serve(theirs, { kind: 'cli', allowed: allowedFor(narrow) })
    return createRpcClient(ours)
  },
  token: () => undefined,
  close: async () => notebook.rpc.close(),
}))
