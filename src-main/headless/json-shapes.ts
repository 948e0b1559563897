/**
 * What `--json` prints, version 1 (docs/cli.md): the contract with programs, apart from the messenger's own views, which may grow.
 * Times are milliseconds since 1970; what is absent is left out.
 */
import type {
  Contact,
  ContactReach,
  FileArrival,
  InviteView,
  KnockView,
  MemberView,
  MessageView,
  NearbyDevice,
  RoomCarrier,
  OwnDeviceView,
  RoomDetails,
  RoomSummary,
  Settings,
  Trail,
} from '../../shared/messenger/index.ts'
import type { EngineStatus } from '../../shared/rpc/index.ts'

export const ROLE_NAMES = ['reader', 'guest', 'member', 'admin', 'owner'] as const

export function messageJson(message: MessageView, text: string | undefined = message.text) {
  const { delivery } = message
  return {
    id: message.id,
    author: message.author,
    time: message.time,
    kind: message.kind,
    text: text ?? '',
    ...(message.attachments.length > 0 && { attachments: message.attachments.map(({ preview: _, waveform: __, ...rest }) => rest) }),
    ...(message.card !== undefined && { card: message.card }),
    ...(message.place !== undefined && { place: message.place }),
    ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
    ...(message.edited !== undefined && { edited: message.edited }),
    ...(message.deleted && { deleted: true }),
    ...(message.hidden && { hidden: true }),
    ...(message.pinned && { pinned: true }),
    ...(message.mentions.length > 0 && { mentions: message.mentions }),
    ...(message.mentionsMe && { mentionsMe: true }),
    reactions: message.reactions,
    delivery: delivery.state,
    ...(delivery.state !== 'received' && {
      progress: { holders: delivery.holders, delivered: delivery.delivered, read: delivery.read, of: delivery.of },
      ...(delivery.bundled !== undefined && { bundled: delivery.bundled }),
    }),
    ...(message.change !== undefined && { change: message.change }),
    ...(message.inDoubt && { inDoubt: true }),
    ...(message.twoStories && { twoStories: true }),
    ...(message.rewritten && { rewritten: true }),
    ...(message.imported !== undefined && { imported: message.imported }),
    ...(message.system !== undefined && { system: message.system }),
  }
}

export function roomJson(room: RoomSummary) {
  const { last } = room
  return {
    room: room.room,
    name: room.name,
    kind: room.kind,
    unread: room.unread,
    ...(last !== undefined && {
      last: {
        id: last.id,
        author: { account: last.account, name: last.name },
        time: last.t,
        kind: last.kind,
        text: last.text ?? '',
        ...(last.holds !== undefined && { holds: last.holds }),
        ...(last.deleted && { deleted: true }),
        ...(last.system !== undefined && { system: last.system }),
      },
    }),
    members: room.members,
    ...(room.role !== undefined && { role: ROLE_NAMES[room.role] }),
    state: room.state,
    ...(room.inDoubt && { inDoubt: true }),
  }
}

export function contactJson(contact: Contact) {
  return {
    account: contact.account,
    name: contact.name,
    ...(contact.announcedName !== undefined && { announcedName: contact.announcedName }),
    verified: contact.verified,
    blocked: contact.blocked,
    state: contact.state,
    devices: contact.devices,
    since: contact.since,
    ...(contact.room !== undefined && { room: contact.room }),
  }
}

export function memberJson(member: MemberView) {
  return {
    account: member.account,
    name: member.name,
    role: ROLE_NAMES[member.role],
    devices: member.devices,
    since: member.since,
    verified: member.verified,
    me: member.me,
    ...(member.rewritten && { rewritten: true }),
  }
}

export function carrierJson({ account, said, ...rest }: RoomCarrier) {
  return { ...rest, ...(account !== undefined && { account }), ...(said !== undefined && { said }) }
}

export function detailsJson({ title, inviters, ...rest }: RoomDetails) {
  return { name: title, inviters: ROLE_NAMES[inviters], ...rest }
}

export function inviteJson({ invite, by, role, uses, max, expires, ask }: InviteView) {
  return { invite, by, role: ROLE_NAMES[role], uses, max, expires, ask }
}

export function trailJson(trail: Trail) {
  const { state, holders, waiting, bundled, change } = trail
  return { state, holders, waiting, ...(bundled !== undefined && { bundled }), ...(change !== undefined && { change }) }
}

/** What counts for a program that has no window. */
export function settingsJson(settings: Settings) {
  const { readReceipts, typing, rendezvous, rendezvousPort, bootstrap, relay, portMapping } = settings
  const { mediaMib, roomMediaMib, autoFetch, autoFetchMib, uploadKib } = settings
  return {
    ...{ readReceipts, typing, rendezvous, rendezvousPort, bootstrap, relay, portMapping },
    ...{ mediaMib, roomMediaMib, autoFetch, autoFetchMib, uploadKib },
  }
}

export function transferJson({ message, index, file, room, name, state, bytes, size, bytesPerSecond, leftMs, from, code }: FileArrival) {
  return {
    ...{ message, index, file, room, name, state, bytes, size },
    bytesPerSecond: Math.round(bytesPerSecond),
    ...(leftMs !== undefined && { leftMs }),
    from: from.map(({ device, name: holder }) => ({ device, name: holder })),
    ...(code !== undefined && { code }),
  }
}

export function nearbyJson(device: NearbyDevice) {
  return {
    device: device.device,
    ...(device.name !== undefined && { name: device.name }),
    addresses: device.addresses,
    ...(device.contact !== undefined && { contact: device.contact }),
    since: device.since,
  }
}

export function knockJson(knock: KnockView) {
  return {
    id: knock.id,
    kind: knock.kind,
    ...(knock.room !== undefined && { room: knock.room }),
    device: knock.device,
    ...(knock.account !== undefined && { account: knock.account }),
    name: knock.name,
    direction: knock.direction,
    state: knock.state,
    ...(knock.code !== undefined && { code: knock.code }),
    at: knock.at,
  }
}

export function statusJson(status: EngineStatus) {
  const { me, contacts, queued, peers, ...rest } = status
  return {
    account: me.account,
    name: me.name,
    contacts: contacts.map(reachJson),
    queued,
    peers,
    device: me.device,
    deviceName: me.deviceName,
    ...rest,
  }
}

function reachJson(contact: ContactReach) {
  return {
    account: contact.account,
    name: contact.name,
    reach: contact.reach,
    ...(contact.via !== undefined && { via: contact.via }),
    ...(contact.through !== undefined && { through: contact.through }),
    since: contact.since,
    ...(contact.code !== undefined && { code: contact.code }),
  }
}

export function deviceJson({ device, name, since, seen, isConnected, isThis, isNew, isRevoked, isRevokedByWords, brought }: OwnDeviceView) {
  return {
    device,
    name,
    since,
    connected: isConnected,
    ...(seen !== undefined && { seen }),
    ...(isThis && { this: true }),
    ...(isNew && { unconfirmed: true }),
    ...(isRevoked && { revoked: true }),
    ...(isRevokedByWords && { byWords: true }),
    ...(brought.length > 0 && { brought }),
  }
}
