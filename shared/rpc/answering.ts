/** The second door of this folder, for the side that answers: it loads the schemas, which a caller does not need. */
export { ALLOWED, engineContract } from './engine-contract.ts'
export { Rate } from './rate.ts'
export { createRpcServer } from './server.ts'
export type { Admission, Admittance, CallContext, Handlers, RpcServer } from './server.ts'
