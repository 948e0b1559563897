/**
 * The composition root: the only place that puts the parts of a peer together. They start in order (profile, store, messenger, network)
 * and stop in reverse, also when a start fails half-way; what a part needs of another it gets from here and from nowhere else.
 */
import { setImmediate } from 'node:timers/promises'
import { type Clock, systemRng } from '../../shared/crypto/index.ts'
import { DrillLog } from '../../shared/drill/index.ts'
import { createMessenger, type Identity, invitedOf, loadIdentity, type RunningMessenger } from '../../shared/messenger/index.ts'
import { settleDevice } from './settle-device.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { answeringBy, type EngineContract, type EngineEvent, type EngineStatus } from '../../shared/rpc/index.ts'
import { createBackupDesk } from './backup/index.ts'
import { nodeCrypto } from './crypto/index.ts'
import { createDoctor } from './doctor/index.ts'
import { drillOver } from './drill-part.ts'
import type { EngineOptions, OpenCode, RunningEngine } from './engine-api.ts'
import type { Outcome } from './profile/index.ts'
import { ImportDesk } from './importing-desk/index.ts'
import { linksOver, noLinks } from './links.ts'
import { mediaOver } from './media-part.ts'
import { AttachmentDesk } from './opening/index.ts'
import { Outbox } from './outbox/index.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { outageOver } from './outage-part.ts'
import { folderBytes } from './profile/index.ts'
import { outsideState } from './outside-state.ts'
import { createReachParts, type ReachParts } from './reach-parts.ts'
import { NO_RENDEZVOUS, rendezvousOver } from './rendezvous-part.ts'
import { engineHandlers } from './rpc/index.ts'
import { systemClock } from './system-clock.ts'
import { VERSION } from './version.ts'
import { collectsYoungBuffers } from './young-buffers.ts'

/** Resolves when the engine can be used. Codes for what a person or a disk may cause; throws what nobody foresaw. */
export async function startEngine(options: EngineOptions): Promise<Result<RunningEngine, OpenCode>> {
  const { profile, passphrase, clock = systemClock } = options
  const opened = await openDatabase({ profile, create: false, ...(passphrase !== undefined && { passphrase }) })
  if (!opened.ok) return opened
  const identity = loadIdentity(opened.value.store, nodeCrypto())
  if (identity === undefined) {
    // Half made: the account never came to be, so nothing is lost by making it now.
    opened.value.close()
    return fail('PROFILE_MISSING')
  }
  const settled = settleDevice(opened.value, identity, clock)
  if (!settled.ok) {
    opened.value.close()
    return settled
  }
  return start(options, opened.value, settled.value, clock)
}

async function start(
  options: EngineOptions,
  database: OpenDatabase,
  identity: Identity,
  clock: Clock,
): Promise<Result<RunningEngine, OpenCode>> {
  const { store, profile } = database
  const startedAt = clock.now()
  const rng = systemRng()
  const listeners = new Set<(event: EngineEvent) => void>()
  const releases: (() => void | Promise<void>)[] = [() => database.close()]
  const stopped = Promise.withResolvers<'asked' | 'retired'>()
  let why: 'asked' | 'retired' = 'asked'
  let ending: Promise<void> | undefined

  const tell = (event: EngineEvent) => {
    for (const listener of listeners) listener(event)
  }
  const passed = collectsYoungBuffers()
  const stop = () => (ending ??= stopAll(releases, () => stopped.resolve(why)))

  const reach: ReachParts | undefined =
    options.network === 'on'
      ? createReachParts({
          store,
          clock,
          rng,
          seed: identity.keys.seed,
          device: identity.keys.device,
          name: () => messenger.me().name,
          listen: options.listen,
          mdns: options.mdns ?? true,
          standing: (device) => messenger.standing(device),
          isServed: (device) => messenger.carrying.serves(device),
          passed,
        })
      : undefined
  const media = await mediaOver({ database, identity, clock, rng, settings: () => messenger.settings() })
  releases.push(() => media.stop())
  const messenger: RunningMessenger = createMessenger({
    store,
    crypto: nodeCrypto(),
    rng,
    clock,
    identity,
    links: reach === undefined ? noLinks(startedAt) : linksOver(reach),
    media: media.store,
    keeping: media.keeping,
    ...(options.kind !== undefined && { kind: options.kind }),
  })
  const choose = () => reach?.choose(messenger.settings())
  releases.push(
    () => messenger.stop(),
    messenger.subscribe((event) => {
      if (event.type === 'settings') choose()
      tell(event)
    }),
  )
  choose()
  const desk = new ImportDesk({ messenger, profile: profile.dir, now: () => clock.now(), changed: (id) => tell({ type: 'import', id }) })
  releases.push(() => desk.stop())
  const outbox = new Outbox({
    ...{ messenger, store, clock, rng, crypto: nodeCrypto(), media: media.store, keeping: media.keeping },
    profile: profile.protection === 'memory' ? undefined : profile.dir,
    changed: (outgoing) => tell({ type: 'outbox', outgoing }),
    passed,
  })
  releases.push(() => outbox.stop())
  const attachments = new AttachmentDesk({
    find: (message, index) => {
      const found = messenger.media.files.find(message, index)
      return found === undefined || found.row.forgotten ? undefined : found.reference
    },
    ...{ store: media.store, crypto: nodeCrypto(), rng, clock },
    saving: (message, index, bytes, size) => tell({ type: 'saving', message, index, bytes, size }),
  })
  releases.push(() => attachments.stop())
  const rendezvous =
    reach === undefined ? undefined : rendezvousOver({ options, store, clock, rng, self: identity.keys.device, reach, messenger, tell })
  const outage = outageOver({ store, clock, rng, messenger, hasNetwork: reach !== undefined, tell })
  const drillLog = new DrillLog(store)
  const backup = createBackupDesk({
    ...{ store, media: media.store, references: media.keeping.references, profile, clock, rng },
    changed: (status) => tell({ type: 'backup', status }),
  })
  releases.push(() => backup.stop())
  messenger.readiness.plug({
    lastDrillAt: () => drillLog.list()[0]?.endedAt,
    backup: () => backup.status().last?.at ?? 'none',
    invited: () => invitedOf(messenger.addressBook.entries()),
  })
  const drills = reach === undefined ? undefined : drillOver({ log: drillLog, clock, reach, rendezvous, outage, messenger, tell })
  void retireWhenDue(messenger, () => {
    if (ending !== undefined) return
    why = 'retired'
    void stop()
  })

  const status = (): EngineStatus => {
    const current = messenger.status()
    return {
      ...current,
      refusals: { ...current.refusals, ...options.refusals?.() },
      version: VERSION,
      profile: profile.dir,
      protection: profile.protection === 'vault' ? 'keystore' : profile.protection,
      network: options.network,
      addresses: reach?.network.addresses() ?? [],
      listening: reach?.listening() ?? [],
      mdns: reach?.discovery() ?? 'off',
      rendezvous: rendezvous?.status() ?? NO_RENDEZVOUS,
      outside: outsideState(reach, messenger),
      startedAt,
      pid: process.pid,
    }
  }
  const answer = answeringBy<EngineContract>(
    engineHandlers(messenger, {
      status,
      folder: () => ({ folder: profile.dir, bytes: folderBytes(profile.dir) }),
      lookAgain: () => {
        reach?.look()
        rendezvous?.hurry()
      },
      doctor: createDoctor({
        store,
        clock,
        messenger,
        reach,
        folder: profile.dir,
        progress: (check, isDone) => tell({ type: 'doctor', check, isDone }),
      }),
      backup,
      now: () => clock.now(),
      desk,
      attachments,
      outbox,
      drill: drills?.drill,
      drillLog,
      outage,
      stop: options.onStopAsked ?? (() => void clock.after(0, () => void stop())),
      rebuilding: (done, of) => tell({ type: 'rebuild', done, of }),
      pause: () => setImmediate(),
    }),
  )

  try {
    if (reach !== undefined) {
      releases.push(
        () => reach.stop(),
        reach.onNetwork(() => tell({ type: 'network' })),
      )
      // Before the first session, whose card says where the table is served.
      if (rendezvous !== undefined) releases.push(() => rendezvous.stop())
      await rendezvous?.start()
      await reach.start()
      releases.push(
        () => outage.stop(),
        () => drills?.stop(),
      )
      outage.start()
    }
  } catch (cause) {
    await stop()
    if (isPortTaken(cause)) return fail('PORT_TAKEN')
    throw cause
  }

  return ok({
    // A device that is about to be another one answers nothing any more.
    answer: (method, input, context) =>
      ending === undefined
        ? answer(method, input, context)
        : { ok: false, error: { code: 'NOT_READY', message: 'the engine is stopping' } },
    status,
    events: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    protection: () => profile.protection,
    proves: async (passphrase) => codeOf(await profile.proves(passphrase)),
    protect: async (passphrase) => codeOf(await profile.protect(passphrase)),
    woke: () => {
      reach?.woke()
      drills?.drill.woke()
    },
    stop,
    stopped: stopped.promise,
  })
}

function codeOf(outcome: Outcome<undefined>): Result<undefined, OpenCode> {
  return outcome.ok ? outcome : fail(outcome.code)
}

async function retireWhenDue(messenger: RunningMessenger, retire: () => void): Promise<void> {
  await messenger.retirement()
  retire()
}

/** Every part is stopped, whatever became of the one before. */
async function stopAll(releases: readonly (() => void | Promise<void>)[], done: () => void): Promise<void> {
  const failures: unknown[] = []
  for (const release of releases.toReversed()) {
    try {
      await release()
    } catch (cause) {
      failures.push(cause)
    }
  }
  done()
  if (failures.length > 0) throw new AggregateError(failures, 'some parts did not stop')
}

function isPortTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
}
