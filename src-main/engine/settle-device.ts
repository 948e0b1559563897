/**
 * Which device this profile is from now on. One that was copied, moved or put back to an earlier state becomes another device before it signs
 * anything (FORK-5, FORK-6): two of one name would tell two stories.
 */
import { type Clock, systemRng } from '../../shared/crypto/index.ts'
import { type Identity, isRetirementDue, retireDevice } from '../../shared/messenger/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { nodeCrypto } from './crypto/index.ts'
import type { OpenCode } from './engine-api.ts'
import type { OpenDatabase } from './open-database.ts'

export function settleDevice({ profile, store }: OpenDatabase, identity: Identity, clock: Clock): Result<Identity, OpenCode> {
  if (profile.place === 'same' && !isRetirementDue(store)) return ok(identity)
  const retired = retireDevice({ store, crypto: nodeCrypto(), rng: systemRng(), clock }, identity)
  if (!retired.ok) return fail('DEVICE_SPENT')
  // Only now: a crash before this retires once more, which is harmless.
  profile.bindHere()
  return retired
}
