/** V5: which devices an account owns by stored certificates and revocations, on both back ends. */
import { describe, expect, test } from 'vitest'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { certificate, devicesOf, revocation, soundCard } from '../../shared/identity/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

interface Vector {
  readonly what: string
  readonly at: number
  readonly certificates: readonly string[]
  readonly revocations: readonly string[]
  readonly devices: readonly string[]
}
const { account, cases } = loadVectors<{ readonly account: string; readonly cases: readonly Vector[] }>('v05-certificates')
const owner = idFromBytes('account', unhex(account))

describe.each([
  ['node', nodeCrypto()],
  ['noble', nobleCrypto()],
] as const)('[ENC-7] V5 on %s', (_name, crypto) => {
  test.each(cases)('$what', ({ at, certificates, revocations, devices }) => {
    const claimed = {
      certificates: certificates.map((each) => expectOk(certificate.decode(unhex(each)))),
      revocations: revocations.map((each) => expectOk(revocation.decode(unhex(each)))),
    }
    expect([...devicesOf(owner, soundCard(crypto, owner, claimed), at).keys()].toSorted()).toEqual(devices.toSorted())
  })
})
