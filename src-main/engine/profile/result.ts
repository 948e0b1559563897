/** What opening a profile may come to, other than an open profile. Values, not throws: each has its own words for the person. */

/**
 * `PROFILE_MISSING`: nothing there and not told to make one. `PROFILE_IN_USE`: another process (`pid`, when known) owns it.
 * `PASSPHRASE_NEEDED`, `WRONG_PASSPHRASE`; `VAULT_NEEDED`: locked by the key store of the system, which is not at hand here;
 * `VAULT_REFUSED`: it is, and does not know this key. `PROFILE_DAMAGED`: the key file is broken or gone while the database is there.
 * `PROFILE_TOO_NEW`: made by a newer program. `PROFILE_IO`: the folder cannot be used (`cause`).
 */
export type ProfileFailureCode =
  | 'PROFILE_MISSING'
  | 'PROFILE_IN_USE'
  | 'PASSPHRASE_NEEDED'
  | 'WRONG_PASSPHRASE'
  | 'VAULT_NEEDED'
  | 'VAULT_REFUSED'
  | 'PROFILE_DAMAGED'
  | 'PROFILE_TOO_NEW'
  | 'PROFILE_IO'

export interface ProfileFailure {
  readonly ok: false
  readonly code: ProfileFailureCode
  readonly pid?: number | undefined
  readonly cause?: unknown
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | ProfileFailure

export function failure(code: ProfileFailureCode): ProfileFailure {
  return { ok: false, code }
}
