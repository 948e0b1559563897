/** The doctor: looks when asked, says what it found (docs/spec/doctor.md). What goes beyond this network only for whoever sits at the computer. */
import * as v from 'valibot'
import type { DoctorReport } from '../doctor/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

export interface DoctorOptions {
  /** A website asked whether this Wi-Fi wants a sign-in: `http://…`. Undefined: none is, ever (DOC-7). */
  readonly portalCheck: string | undefined
}

export const doctorContract = {
  /** Takes at most RESOURCE.DOCTOR_MS; `doctor` events say how far it is. */
  'doctor.look': { input: input.nothing, output: output<DoctorReport>() },
  /** The same, and further: asks the chosen website, searches the subnet. */
  'doctor.lookFurther': {
    input: v.strictObject({ portal: v.exactOptional(v.boolean()), subnet: v.exactOptional(v.boolean()) }),
    output: output<DoctorReport>(),
  },
  'doctor.options': { input: input.nothing, output: output<DoctorOptions>() },
  /** BAD_ADDRESS: not the address of a website without encryption; nothing is changed. null: none. */
  'doctor.choose': {
    input: v.strictObject({ portalCheck: v.nullable(v.pipe(v.string(), v.maxLength(RESOURCE.PORTAL_ADDRESS_CHARACTERS))) }),
    output: output<DoctorOptions>(),
  },
} as const satisfies Contract
