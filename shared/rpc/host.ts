/**
 * What a page may ask of a house: the process that owns a profile's folder. A house may have no profile yet, be locked, or run an engine;
 * these methods are answered in every phase, the engine's own only when it is ready (`NOT_READY` before, `LOCKED` while locked).
 */
import * as v from 'valibot'
import { RPC } from '../limits.ts'
import type { LinkingView } from '../messenger/index.ts'
import { type BackupSummary, backupFile, backupPassphrase } from './backup.ts'
import { type Contract, type MethodName, output } from './contract.ts'
import * as input from './inputs.ts'

/** empty: no profile yet. locked: a passphrase is asked for. failed: `code` says why; `host.retry` tries again. */
export type HostPhase = 'empty' | 'locked' | 'opening' | 'ready' | 'failed'

export interface HostState {
  readonly phase: HostPhase
  /** Failed: why. */
  readonly code?: string
  /** Locked: true while the engine goes on behind the lock, false when nothing is open yet. */
  readonly isLocking?: boolean
  /** Last chosen for this profile, else the system's; known while locked. */
  readonly language: 'ko' | 'en'
  readonly theme: 'light' | 'dark' | 'system'
  /** After wrong passphrases: when the next try is answered (ms); one that comes earlier is TOO_SOON. */
  readonly retryAt?: number
  /** While this empty computer is being linked with another of the same person. */
  readonly linking?: LinkingView
}

/** The phase changed, or what a page shows with it. */
export interface HostEvent {
  readonly type: 'host'
  readonly state: HostState
}

const language = v.picklist(['ko', 'en'])
const passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PASSPHRASE_CHARACTERS))

export const hostContract = {
  'host.state': { input: input.nothing, output: output<HostState>() },
  /** empty → ready. PROFILE_EXISTS when somebody was quicker; never over a profile that is there. */
  'host.create': {
    input: v.strictObject({ name: input.name, language, deviceName: v.exactOptional(input.name) }),
    output: output<{ readonly words: readonly string[] }>(),
  },
  'host.restore': {
    input: v.strictObject({ words: input.words, name: input.name, language, deviceName: v.exactOptional(input.name) }),
    output: output<undefined>(),
  },
  /** What a backup says of itself, in every phase; nothing is changed. Codes as of `backup.verify`. */
  'host.lookIntoBackup': {
    input: v.strictObject({ file: backupFile, passphrase: backupPassphrase }),
    output: output<BackupSummary>(),
  },
  /** empty → ready, as a new device of the account in it. Whatever is wrong with the file leaves everything as it was. */
  'host.restoreBackup': {
    input: v.strictObject({ file: backupFile, passphrase: backupPassphrase, language, deviceName: v.exactOptional(input.name) }),
    output: output<undefined>(),
  },
  /** Places (from 0) of words that are in neither list. None, and still no account's words: BAD_WORDS. */
  'host.checkWords': { input: v.strictObject({ words: input.words }), output: output<{ readonly wrong: readonly number[] }>() },
  /** WRONG_PASSPHRASE; `retryAt` then says when the next try is looked at. */
  'host.unlock': { input: v.strictObject({ passphrase }), output: output<undefined>() },
  /** NOT_READY where there is no passphrase to open it again. */
  'host.lock': { input: input.nothing, output: output<undefined>() },
  /** Wraps the profile's key anew; `next` left out takes the passphrase away. */
  'host.setPassphrase': {
    input: v.strictObject({ current: v.exactOptional(passphrase), next: v.exactOptional(passphrase) }),
    output: output<undefined>(),
  },
  /** empty: a code for a computer that has the account. The state says what comes of it. */
  'host.linkShow': { input: input.nothing, output: output<LinkingView>() },
  /** The code that computer shows. */
  'host.linkTake': { input: v.strictObject({ link: input.link }), output: output<LinkingView>() },
  'host.linkConfirm': { input: v.strictObject({ same: v.boolean() }), output: output<LinkingView>() },
  'host.linkCancel': { input: input.nothing, output: output<undefined>() },
  'host.retry': { input: input.nothing, output: output<undefined>() },
  /** An address that lets one more browser in, once. NOT_READY where no pages are served. */
  'host.page': { input: input.nothing, output: output<{ readonly url: string }>() },
} as const satisfies Contract
export type HostContract = typeof hostContract
export type HostMethod = MethodName<HostContract>

/** A page that comes over the network may look, lock and unlock; who makes and protects a profile sits at this computer. */
export const HOST_PHONE: readonly HostMethod[] = ['host.state', 'host.unlock', 'host.lock']
export const HOST_OWNER: readonly HostMethod[] = [
  ...HOST_PHONE,
  'host.create',
  'host.restore',
  'host.lookIntoBackup',
  'host.restoreBackup',
  'host.checkWords',
  'host.linkShow',
  'host.linkTake',
  'host.linkConfirm',
  'host.linkCancel',
  'host.setPassphrase',
  'host.retry',
  'host.page',
]
