/** What the command line prints with `--json` (docs/cli.md, version 1), as far as the suites look at it. A shape that does not fit fails the test. */
import * as v from 'valibot'

const person = v.object({ account: v.string(), name: v.string() })
const optional = <S extends v.GenericSchema>(schema: S) => v.exactOptional(schema)

export const message = v.object({
  id: v.string(),
  author: person,
  time: v.number(),
  kind: v.string(),
  text: v.string(),
  replyTo: optional(v.string()),
  edited: optional(v.number()),
  deleted: optional(v.literal(true)),
  reactions: v.array(v.object({ emoji: v.string(), accounts: v.array(v.string()), mine: v.boolean() })),
  delivery: v.picklist(['queued', 'held', 'delivered', 'read', 'received']),
  progress: optional(v.object({ holders: v.number(), delivered: v.number(), read: v.number(), of: v.number() })),
  inDoubt: optional(v.literal(true)),
  twoStories: optional(v.literal(true)),
  rewritten: optional(v.literal(true)),
  system: optional(v.object({ act: v.string(), by: person, target: optional(person), detail: optional(v.string()) })),
})
export type Message = v.InferOutput<typeof message>

export const room = v.object({
  room: v.string(),
  name: v.string(),
  kind: v.picklist(['direct', 'group', 'shop', 'notice', 'self']),
  unread: v.number(),
  members: v.number(),
  role: optional(v.string()),
  state: v.picklist(['open', 'joining', 'left', 'removed', 'update-needed']),
})
export type Room = v.InferOutput<typeof room>

const contact = v.object({
  account: v.string(),
  name: v.string(),
  verified: v.boolean(),
  blocked: v.boolean(),
  state: v.picklist(['paired', 'asked']),
  room: optional(v.string()),
})

export const knock = v.object({
  id: v.string(),
  kind: v.picklist(['contact', 'room', 'return']),
  device: v.string(),
  account: optional(v.string()),
  name: v.string(),
  direction: v.picklist(['in', 'out']),
  state: v.picklist(['waiting', 'comparing', 'confirmed', 'refused', 'expired']),
  code: optional(v.string()),
})
export type Knock = v.InferOutput<typeof knock>

const reach = v.object({
  account: v.string(),
  name: v.string(),
  reach: v.picklist(['connected', 'nearby', 'known-address', 'unreachable', 'never']),
  via: optional(v.string()),
  through: optional(v.string()),
  since: v.number(),
  code: optional(v.string()),
})

const drillPeople = v.array(
  v.object({
    name: v.string(),
    answered: optional(v.object({ at: v.number(), way: v.picklist(['near', 'internet', 'through']) })),
    keptBy: optional(v.string()),
  }),
)
const drillMode = v.picklist(['no-internet', 'lan-only', 'carriers-only'])
const drillResult = v.object({ mode: drillMode, end: v.picklist(['time', 'asked', 'stopped']), people: drillPeople })

const keptFiles = v.object({ files: v.number(), bytes: v.number(), quota: v.number() })
const named = v.object({ device: v.string(), name: optional(v.string()) })
const outside = v.object({
  reachable: v.picklist(['yes', 'no', 'unknown']),
  host: optional(v.string()),
  addresses: v.array(v.string()),
  mapping: v.picklist(['off', 'looking', 'none', 'mapped']),
  relays: v.array(named),
  places: v.array(named),
  circuits: v.array(v.object({ from: named, to: named, since: v.number(), bytes: v.number() })),
})

export const answers = {
  made: v.object({ account: v.string(), device: v.string() }),
  ready: v.object({ ready: v.literal(true), addresses: v.array(v.string()) }),
  contacts: v.object({ contacts: v.array(contact) }),
  contact: v.object({ contact }),
  link: v.object({ link: v.string(), invite: optional(v.string()) }),
  accepted: v.object({ contact: optional(person), room: optional(v.string()), state: v.picklist(['done', 'asked']) }),
  nearby: v.object({ nearby: v.array(v.object({ device: v.string(), name: optional(v.string()), addresses: v.array(v.string()) })) }),
  knock: v.object({ knock }),
  knocks: v.object({ knocks: v.array(knock) }),
  recovery: v.object({
    until: optional(v.number()),
    asked: v.array(
      v.object({
        account: optional(v.string()),
        name: v.string(),
        devices: v.array(v.string()),
        from: v.picklist(['nearby', 'kept']),
        state: v.picklist(['looking', 'asked', 'yes']),
        at: optional(v.number()),
      }),
    ),
    keepsake: v.object({
      at: optional(v.number()),
      holders: v.array(v.object({ account: v.string(), name: v.string(), at: v.number(), hasNewest: v.boolean() })),
    }),
    kept: v.object({ contacts: v.number(), bytes: v.number() }),
  }),
  readiness: v.object({
    reached: v.array(v.string()),
    missing: v.array(v.string()),
    steps: v.array(v.object({ code: v.string() })),
  }),
  /** Of `drill start`, `stop` and `status`. */
  drill: v.object({
    running: optional(v.object({ mode: drillMode, endsAt: v.number(), people: drillPeople })),
    result: optional(drillResult),
    results: optional(v.array(drillResult)),
  }),
  room: v.object({ room: v.string() }),
  rooms: v.object({ rooms: v.array(room) }),
  members: v.object({
    members: v.array(
      v.object({ account: v.string(), name: v.string(), role: v.string(), me: v.boolean(), rewritten: optional(v.literal(true)) }),
    ),
  }),
  id: v.object({ id: v.string() }),
  ids: v.object({ ids: v.array(v.string()) }),
  fetched: v.object({ files: v.array(v.object({ id: v.string(), path: v.string() })) }),
  transfers: v.object({ transfers: v.array(v.object({ message: v.string(), state: v.string(), bytes: v.number() })) }),
  messages: v.object({ room: v.string(), messages: v.array(message) }),
  trail: v.object({
    state: v.picklist(['queued', 'held', 'delivered', 'read', 'received']),
    holders: v.array(
      v.object({ account: optional(v.string()), name: v.string(), device: v.string(), at: v.number(), carrier: v.boolean() }),
    ),
    waiting: v.array(v.object({ account: v.string(), name: v.string(), code: optional(v.string()), since: v.number() })),
  }),
  box: v.object({ carrier: v.literal(true), link: optional(v.string()) }),
  carriers: v.object({
    carriers: v.array(
      v.object({
        device: v.string(),
        name: v.string(),
        state: v.string(),
        said: optional(
          v.object({
            at: v.number(),
            until: v.number(),
            free: v.number(),
            files: optional(v.object({ bytes: v.number(), free: v.number() })),
          }),
        ),
      }),
    ),
  }),
  carried: v.object({
    asks: v.array(v.object({ account: v.string(), name: v.string(), rooms: v.number(), quota: v.number() })),
    carried: v.array(
      v.object({ account: v.string(), name: v.string(), rooms: v.number(), used: v.number(), quota: v.number(), files: keptFiles }),
    ),
  }),
  kept: v.object({
    account: v.string(),
    carried: v.nullable(v.object({ rooms: v.number(), used: v.number(), quota: v.number(), files: keptFiles })),
  }),
  found: v.object({ results: v.array(v.object({ room: v.string(), roomName: v.string(), ...message.entries })) }),
  status: v.object({
    account: v.string(),
    name: v.string(),
    contacts: v.array(reach),
    queued: v.number(),
    peers: v.array(v.object({ account: optional(v.string()), device: v.string(), address: v.string() })),
    records: v.array(
      v.object({
        device: v.string(),
        account: optional(v.string()),
        since: v.number(),
        expires: v.number(),
        addresses: v.array(v.string()),
        by: v.string(),
        isFirstHand: v.boolean(),
      }),
    ),
    refusals: v.record(v.string(), v.number()),
    protection: v.string(),
    addresses: v.array(v.string()),
    listening: v.array(v.object({ address: v.string(), code: optional(v.string()) })),
    mdns: v.union([
      v.literal('off'),
      v.array(v.object({ interface: v.string(), address: v.string(), hasFallback: v.boolean(), code: optional(v.string()) })),
    ]),
    outside,
    pid: v.number(),
  }),
  devices: v.object({
    devices: v.array(
      v.object({
        device: v.string(),
        name: v.string(),
        this: optional(v.literal(true)),
        revoked: optional(v.literal(true)),
        connected: v.boolean(),
      }),
    ),
    progress: optional(v.object({ rooms: v.object({ ready: v.number(), of: v.number() }), coming: v.number() })),
    isRevoked: optional(v.literal(true)),
  }),
  bundled: v.object({ files: v.array(v.string()), rooms: v.array(v.object({ room: v.string(), name: v.string(), blocks: v.number() })) }),
  unbundled: v.object({
    messages: v.number(),
    acknowledged: v.number(),
    rooms: v.array(v.object({ name: v.string(), messages: v.number(), hasAnswer: v.boolean() })),
    strange: v.number(),
    damaged: v.number(),
    cut: v.number(),
    waiting: v.number(),
    refused: v.record(v.string(), v.number()),
  }),
  settings: v.object({ readReceipts: v.boolean(), typing: v.boolean(), relay: v.boolean(), portMapping: v.boolean() }),
  rebuilt: v.object({ messages: v.number() }),
  stopped: v.object({ stopped: v.literal(true) }),
  error: v.object({ error: v.object({ code: v.string(), message: v.string() }) }),
} as const

/** Something `watch` says; of a message that was erased meanwhile only the id. */
export const watched = v.object({
  type: v.string(),
  own: optional(v.boolean()),
  message: optional(v.union([v.string(), v.object({ id: v.string() })])),
})
