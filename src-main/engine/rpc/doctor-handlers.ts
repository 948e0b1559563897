/** The doctor's part of the contract. */
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { Doctor } from '../doctor/index.ts'

type DoctorMethod = Extract<keyof EngineContract, `doctor.${string}`>

export function doctorHandlers(doctor: Doctor): Pick<Handlers<EngineContract>, DoctorMethod> {
  return {
    'doctor.look': async () => ({ ok: true, value: await doctor.look() }),
    'doctor.lookFurther': async (further) => ({ ok: true, value: await doctor.lookFurther(further) }),
    'doctor.options': () => ({ ok: true, value: doctor.options() }),
    'doctor.choose': (options) => {
      const chosen = doctor.choose(options)
      return chosen.ok ? chosen : { ok: false, error: { code: chosen.code, message: chosen.code } }
    },
  }
}
