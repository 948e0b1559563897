/** The outage watch. What it contacts is chosen by whoever sits at this computer; a page elsewhere may only look, and say "I'm here". */
import * as v from 'valibot'
import type { RoomId } from '../ids/index.ts'
import { OUTAGE } from '../limits.ts'
import type { OutageView } from '../outage/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const service = v.pipe(v.string(), v.minLength(1), v.maxLength(OUTAGE.NAME_CHARACTERS * 2))
const host = v.pipe(v.string(), v.minLength(1), v.maxLength(OUTAGE.HOST_CHARACTERS + 6))

export const outageContract = {
  'outage.get': { input: input.nothing, output: output<OutageView>() },
  /** What is not named stays. Off: no socket is open when it returns, and none is opened. */
  'outage.choose': {
    input: v.strictObject({
      isOn: v.exactOptional(v.boolean()),
      /** Services to look at: replaces the former ones. */
      watch: v.exactOptional(v.pipe(v.array(service), v.maxLength(OUTAGE.SERVICES))),
      rooms: v.exactOptional(v.pipe(v.array(input.id('room')), v.maxLength(OUTAGE.ROOMS))),
    }),
    output: output<OutageView>(),
  },
  /** BAD_HOST, TOO_MANY. A service nobody knows becomes one of one's own. `host`: `NAME` or `NAME:PORT`; 443 where none is said. */
  'outage.addHost': { input: v.strictObject({ service, host }), output: output<OutageView>() },
  /** NO_HOST. The last one of a service of one's own takes it along; a preset without hosts has those it comes with. */
  'outage.removeHost': { input: v.strictObject({ service, host }), output: output<OutageView>() },
  /** Looks now, unless it was looked a moment ago. */
  'outage.check': { input: input.nothing, output: output<OutageView>() },
  /** An ordinary message into the chosen rooms, or into these. */
  'outage.here': {
    input: v.strictObject({
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(OUTAGE.HERE_CHARACTERS)),
      rooms: v.exactOptional(v.pipe(v.array(input.id('room')), v.minLength(1), v.maxLength(OUTAGE.ROOMS))),
    }),
    output: output<{ readonly sent: readonly RoomId[]; readonly failed: readonly { readonly room: RoomId; readonly code: string }[] }>(),
  },
} as const satisfies Contract
