/**
 * Oneself and people, as shells see them: who I am, what I chose, my devices, my words, and who I know. Part of `api.ts`, apart only for
 * its length.
 */
import type { AccountId, DeviceId, RoomId } from '../ids/index.ts'

/** `data:image/webp|jpeg|png;base64,…` of at most INTRINSIC.PICTURE_BYTES decoded; its bytes say what it is, not its name. */
export type Picture = string

export interface Me {
  readonly account: AccountId
  readonly device: DeviceId
  readonly name: string
  readonly deviceName: string
  readonly picture: Picture | undefined
  /** The twelve words are still on this computer: not yet checked (docs/decisions/022). */
  readonly wordsKept: boolean
}

export type AutoFetch = 'always' | 'nearby' | 'never'

/** What a person may choose; all of it for this profile on this device. */
export interface Settings {
  /** DLV-3: others see how far I have read, and I see how far they have. Off: neither, from now on. */
  readonly readReceipts: boolean
  /** That I am writing is shown to others, and theirs to me. Off: neither. */
  readonly typing: boolean
  readonly language: 'ko' | 'en' | 'system'
  readonly theme: 'light' | 'dark' | 'system'
  /** Percent, 90 to 150 in tens. */
  readonly textSize: number
  /** full: who and what was said; name: only who; none: no notifications. */
  readonly notifications: 'full' | 'name' | 'none'
  readonly enterSends: boolean
  /** 0: never. */
  readonly lockAfterMinutes: number
  readonly lockWithSystem: boolean
  /** Start with the computer, hidden, and stay when the window closes. */
  readonly background: boolean
  /** RDV-1: contacts whom nothing else finds are looked for in the distributed table. Off until the person agrees. */
  readonly rendezvous: boolean
  /** Serve the table to others on this TCP port; 0: do not. */
  readonly rendezvousPort: number
  /** Entrances to the table that the person named, as dial addresses. */
  readonly bootstrap: readonly string[]
  /** RELAY-1: contacts and room mates may talk through this device. */
  readonly relay: boolean
  /** Asks the router of this network to let others in. */
  readonly portMapping: boolean
  /** What attachments may take on this computer, MiB: all of them, and those of one room. */
  readonly mediaMib: number
  readonly roomMediaMib: number
  /** Pictures and voice come by themselves: from whoever has them, only from devices on a network of this computer, or never (MEDIA-85). */
  readonly autoFetch: AutoFetch
  /** Up to this size, MiB. */
  readonly autoFetchMib: number
  /** What files may take of the line to others, KiB a second, all together; 0: as fast as it goes. */
  readonly uploadKib: number
}

/** A device of an account, as its owner or a contact is shown it. */
export interface DeviceView {
  readonly device: DeviceId
  readonly name: string | undefined
  /** When it was certified, milliseconds since 1970. */
  readonly since: number
  readonly isThis: boolean
  /** KEY-9: nobody here has looked at it yet; of an own device: nobody has said yes to it (GOV-6). */
  readonly isNew: boolean
}

export interface Contact {
  readonly account: AccountId
  /** The name I gave, else the one they announced. */
  readonly name: string
  readonly announcedName: string | undefined
  readonly verified: boolean
  readonly blocked: boolean
  /** `asked`: I accepted their link, they have not been met yet. A stranger who was blocked is `asked` too, until he is unblocked. */
  readonly state: 'paired' | 'asked'
  readonly devices: readonly DeviceId[]
  readonly since: number
  readonly room: RoomId | undefined
  readonly picture: Picture | undefined
  readonly deviceViews: readonly DeviceView[]
}

/** A device that was blocked before it said whose it is. */
export interface BlockedDevice {
  readonly device: DeviceId
  /** What it called itself. */
  readonly name: string
  readonly since: number
}

/** One of three words typed again, by its place among the twelve. */
export interface WordAnswer {
  /** 0 to 11. */
  readonly place: number
  readonly word: string
}

export interface RoomStorage {
  readonly room: RoomId
  readonly name: string
  readonly bytes: number
  readonly messages: number
}

export interface StorageUse {
  readonly folder: string
  readonly bytes: number
  /** Largest first. */
  readonly rooms: readonly RoomStorage[]
}
