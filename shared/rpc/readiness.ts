/** Readiness and drills. A drill lets go of connections, so only whoever sits at the computer starts or ends one. */
import * as v from 'valibot'
import { DRILL_MODES, type DrillResult, type DrillState, type DrillView } from '../drill/index.ts'
import { READINESS } from '../limits.ts'
import type { ReadinessView } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

export const readinessContract = {
  'readiness.view': { input: input.nothing, output: output<ReadinessView>() },
  /** The one that runs, and former ones. */
  'drill.status': { input: input.nothing, output: output<DrillView>() },
  /** DRILL_RUNNING: there is one. NO_NETWORK: this engine reaches nobody. `drill` events say what comes of it. */
  'drill.start': {
    input: v.strictObject({
      mode: v.picklist(DRILL_MODES),
      minutes: v.exactOptional(input.wholeNumber(1, READINESS.DRILL_MINUTES_MAX)),
    }),
    output: output<DrillState>(),
  },
  /** NO_DRILL: none runs. */
  'drill.stop': { input: input.nothing, output: output<DrillResult>() },
} as const satisfies Contract
