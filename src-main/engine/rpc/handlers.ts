/**
 * The contract answered by a messenger and its engine: one line a method. Parsing has happened, permission has been checked; what is
 * left is to hand over and to turn a code into an answer.
 */
import type { Messenger, RunningMessenger, StorageUse } from '../../../shared/messenger/index.ts'
import type { BackupDesk } from '../backup/index.ts'
import { bundleHandlers } from './bundle-handlers.ts'
import type { Doctor } from '../doctor/index.ts'
import { doctorHandlers } from './doctor-handlers.ts'
import type { EngineContract, EngineStatus, Handlers } from '../../../shared/rpc/index.ts'
import type { ImportDesk } from '../importing-desk/index.ts'
import type { Outbox } from '../outbox/index.ts'
import type { AttachmentDesk } from '../opening/index.ts'
import { answer, value } from './answers.ts'
import { attachmentHandlers } from './attachment-handlers.ts'
import { backupHandlers } from './backup-handlers.ts'
import { carryingHandlers } from './carrying-handlers.ts'
import { createExportsDesk } from '../exports/index.ts'
import { deviceHandlers } from './device-handlers.ts'
import { exportHandlers } from './export-handlers.ts'
import { bookHandlers, importHandlers } from './import-handlers.ts'
import { outboxHandlers } from './outbox-handlers.ts'
import { type ReadinessActs, readinessHandlers } from './readiness-handlers.ts'
import { recoveryHandlers } from './recovery-handlers.ts'
import { transferHandlers } from './transfer-handlers.ts'

/** What only the engine around the messenger knows. */
export interface EngineActs extends ReadinessActs {
  status(): EngineStatus
  /** Where the profile lies and what all its files take of the disk. */
  folder(): Pick<StorageUse, 'folder' | 'bytes'>
  /** Looks at the network anew and dials at once whoever is wanted. */
  lookAgain(): void
  readonly doctor: Doctor
  readonly backup: BackupDesk
  /** Wall ms. */
  now(): number
  readonly desk: ImportDesk
  readonly outbox: Outbox
  readonly attachments: AttachmentDesk
  /** Begins to stop; returns at once. */
  stop(): void
  rebuilding(done: number, of: number): void
  /** Resolves when what waited meanwhile has had its turn. */
  pause(): Promise<void>
}

export function engineHandlers(messenger: RunningMessenger, engine: EngineActs): Handlers<EngineContract> {
  return {
    ...deviceHandlers(messenger),
    ...transferHandlers(messenger),
    ...attachmentHandlers(messenger, engine),
    ...outboxHandlers(engine.outbox),
    'profile.me': () => value(messenger.me()),
    'profile.rename': ({ name }) => answer(messenger.rename(name)),
    'profile.setPicture': ({ picture }) => answer(messenger.setPicture(picture)),
    'profile.words': () => value(messenger.words()),
    'profile.checkWords': ({ answers }) => answer(messenger.checkWords(answers)),
    'profile.devices': () => value(messenger.devices()),
    'profile.approveDevice': ({ device }) => answer(messenger.approveDevice(device)),
    'profile.storage': async () => value({ ...engine.folder(), rooms: await roomStorage(messenger, engine) }),
    'profile.settings': () => value(messenger.settings()),
    'profile.changeSettings': (changes) => answer(messenger.changeSettings(changes)),
    'profile.safetyNumber': ({ account }) => answer(messenger.safetyNumber(account)),

    'people.contacts': () => value(messenger.contacts()),
    'people.rename': ({ account, name }) => answer(messenger.renameContact(account, name)),
    'people.verify': ({ account, verified }) => answer(messenger.verifyContact(account, verified)),
    'people.block': ({ account, blocked }) => answer(messenger.blockContact(account, blocked)),
    'people.devicesSeen': ({ account }) => answer(messenger.devicesSeen(account)),
    'people.invite': (options) => answer(messenger.inviteContact(options)),
    'people.accept': async ({ link, scanned = false }, { signal }) => answer(await messenger.accept(link, { signal, scanned })),
    'people.nearby': () => value(messenger.nearby()),
    'people.knocks': () => value(messenger.knocks()),
    'people.ask': async ({ device }) => answer(await messenger.ask(device)),
    'people.answerKnock': async ({ id, accept, ...options }) => answer(await messenger.answerKnock(id, accept, options)),
    'people.blockedDevices': () => value(messenger.blockedDevices()),
    'people.unblockDevice': ({ device }) => answer(messenger.unblockDevice(device)),
    'people.confirmKnock': async ({ id, same }) => answer(await messenger.confirmKnock(id, same)),

    'rooms.list': () => value(messenger.rooms()),
    'rooms.members': ({ room }) => answer(messenger.members(room)),
    'rooms.create': (options) => answer(messenger.createRoom(options)),
    'rooms.direct': ({ account }) => answer(messenger.directRoom(account)),
    'rooms.rename': ({ room, name }) => answer(messenger.renameRoom(room, name)),
    'rooms.details': ({ room }) => answer(messenger.roomDetails(room)),
    'rooms.change': ({ room, changes }) => answer(messenger.changeRoom(room, changes)),
    'rooms.prefer': ({ room, preferences }) => answer(messenger.preferRoom(room, preferences)),
    'rooms.saveDraft': ({ room, draft }) => answer(messenger.saveDraft(room, draft)),
    'rooms.typing': ({ room, isTyping }) => answer(messenger.typing(room, isTyping)),
    'rooms.act': ({ room, act }) => answer(messenger.act(room, act)),
    'rooms.leave': ({ room }) => answer(messenger.leave(room)),
    'rooms.invite': ({ room, ...options }) => answer(messenger.inviteToRoom(room, options)),
    'rooms.invites': ({ room }) => answer(messenger.invites(room)),
    'rooms.revokeInvite': ({ room, invite }) => answer(messenger.revokeInvite(room, invite)),

    'messages.send': ({ room, texts, ...options }) => answer(messenger.send(room, texts, options)),
    'messages.edit': ({ message, text, ...options }) => answer(messenger.edit(message, text, options)),
    'messages.delete': ({ message }) => answer(messenger.delete(message)),
    'messages.react': ({ message, emoji, on }) => answer(messenger.react(message, emoji, on)),
    'messages.hide': ({ room, messages, hidden }) => answer(messenger.hide(room, messages, hidden)),
    'messages.pin': ({ message, on }) => answer(messenger.pin(message, on)),
    'messages.pins': ({ room }) => answer(messenger.pins(room)),
    'messages.forget': ({ messages, forgotten }) => answer(messenger.forget(messages, forgotten)),
    'messages.hear': ({ message, index }) => answer(messenger.hear(message, index)),
    'messages.earlier': ({ message }) => answer(messenger.earlier(message)),
    'messages.open': ({ room, ...options }) => answer(messenger.open(room, options)),
    'messages.page': ({ room, ...page }) => answer(messenger.messages(room, page)),
    'messages.get': ({ message }) => answer(messenger.message(message)),
    'messages.markRead': ({ room, upTo }) => answer(messenger.markRead(room, upTo)),
    'messages.search': ({ text, ...options }) => value(messenger.search(text, options)),
    'messages.trail': ({ message }) => answer(messenger.trail(message)),

    ...bundleHandlers(messenger),
    ...exportHandlers(createExportsDesk({ messenger, files: engine.attachments, now: () => engine.now(), pause: () => engine.pause() })),
    ...backupHandlers(engine.backup),
    ...doctorHandlers(engine.doctor),
    ...carryingHandlers(messenger),
    ...recoveryHandlers(messenger),
    ...importHandlers(messenger, engine.desk),
    ...bookHandlers(messenger),
    ...readinessHandlers(messenger, engine),

    'status.get': () => value(engine.status()),
    'status.lookAgain': () => {
      engine.lookAgain()
      return value(undefined)
    },
    'status.rebuild': async () => value({ messages: await rebuilt(messenger, engine) }),
    'status.stop': () => {
      engine.stop()
      return value(undefined)
    },
  }
}

/** Between rooms everybody else gets an answer too. */
async function rebuilt(messenger: Messenger, engine: EngineActs): Promise<number> {
  let messages = 0
  for (const step of messenger.rebuildByRoom()) {
    messages = step.messages
    engine.rebuilding(step.done, step.of)
    await engine.pause()
  }
  return messages
}

async function roomStorage(messenger: Messenger, engine: EngineActs): Promise<StorageUse['rooms']> {
  const steps = messenger.storage()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await engine.pause()
  }
}
