/** Recovery by words: whom this computer asks, and who keeps what it would need itself. Answering is `people.answerKnock`. */
import type { RecoveringView } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

export const recoveryContract = {
  'recovery.view': { input: input.nothing, output: output<RecoveringView>() },
} as const satisfies Contract
