/** The doctor's part of the contract. */
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { Doctor } from '../doctor/index.ts'
import { answer, value } from './answers.ts'

type DoctorMethod = Extract<keyof EngineContract, `doctor.${string}`>

export function doctorHandlers(doctor: Doctor): Pick<Handlers<EngineContract>, DoctorMethod> {
  return {
    'doctor.look': async () => value(await doctor.look()),
    'doctor.lookFurther': async (further) => value(await doctor.lookFurther(further)),
    'doctor.options': () => value(doctor.options()),
    'doctor.choose': (options) => answer(doctor.choose(options)),
  }
}
