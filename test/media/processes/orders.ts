/** What a device process is told and what it answers: a line of JSON each way. Ids are texts here, and parsed where they arrive. */

export type Order =
  | { readonly do: 'where' }
  | { readonly do: 'learn'; readonly device: string; readonly address: string }
  | { readonly do: 'invite' }
  | { readonly do: 'accept'; readonly link: string }
  | { readonly do: 'contacts' }
  | { readonly do: 'room'; readonly members: readonly string[] }
  | { readonly do: 'rooms' }
  /** Seals a file of this computer into the store and says so in the room. */
  | { readonly do: 'send'; readonly room: string; readonly path: string }
  | { readonly do: 'say'; readonly room: string; readonly texts: readonly string[] }
  | { readonly do: 'texts'; readonly room: string }
  /** When each message came since the last asking. */
  | { readonly do: 'times' }
  | { readonly do: 'fetch'; readonly message: string }
  | { readonly do: 'held'; readonly message: string }
  /** SHA-256 of the file as it was before sealing, read out of the store. */
  | { readonly do: 'hash'; readonly message: string }
  | { readonly do: 'keptAway'; readonly device: string }
  | { readonly do: 'memory' }
  /** Devices it is connected with. */
  | { readonly do: 'peers' }
  /** How many connections others have made to it so far. */
  | { readonly do: 'accepted' }
  | { readonly do: 'relay' }
  | { readonly do: 'circuit' }
  | { readonly do: 'stop' }

export interface Held {
  readonly chunks: number
  readonly of: number
  readonly isWhole: boolean
  readonly isGoing: boolean
  readonly bytesPerSecond: number
  /** Devices from which something comes now. */
  readonly from: readonly string[]
  /** Sealed chunks this process has written for it so far, also those it had to write again. */
  readonly written: number
}

export interface Answers {
  readonly where: { readonly device: string; readonly account: string; readonly address: string }
  readonly learn: void
  readonly invite: string
  readonly accept: void
  /** Accounts. */
  readonly contacts: readonly string[]
  readonly room: string
  readonly rooms: readonly { readonly room: string; readonly kind: string; readonly members: number }[]
  /** The message. */
  readonly send: string
  /** Each message, and when it was begun: ms of the clock that all processes of this computer share. */
  readonly say: readonly (readonly [message: string, at: number])[]
  /** Oldest first. */
  readonly texts: readonly string[]
  readonly times: readonly (readonly [message: string, at: number])[]
  readonly fetch: void
  /** undefined: the message is not here. */
  readonly held: Held | undefined
  readonly hash: string
  /** ms. */
  readonly keptAway: number
  /** Bytes of the process in memory. */
  readonly memory: number
  readonly peers: readonly string[]
  readonly accepted: number
  readonly relay: void
  /** How it is called through a relay; undefined while it has no place at one. */
  readonly circuit: string | undefined
  readonly stop: void
}
