/** What a person chose for the doctor, kept in the profile. */
import * as v from 'valibot'
import type { DoctorOptions } from '../../../shared/rpc/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { portalAddress } from './portal.ts'

const SPACE = 'engine'
const KEY = 'doctor'
const stored = v.object({ portalCheck: v.exactOptional(v.string()) })

export function readOptions(store: Store): DoctorOptions {
  const bytes = store.values.get(SPACE, KEY)
  const parsed = v.safeParse(stored, bytes === undefined ? {} : JSON.parse(new TextDecoder().decode(bytes)))
  const { portalCheck } = parsed.success ? parsed.output : {}
  return { portalCheck: portalCheck === undefined ? undefined : portalAddress(portalCheck) }
}

export function keepOptions(store: Store, options: DoctorOptions): void {
  store.transaction(() => store.values.put(SPACE, KEY, new TextEncoder().encode(JSON.stringify(options))))
}
