/**
 * Who the peer of a matched session is (SYNC-3): the account its card proves for the very device Noise named, and no other than the match
 * promised. What the card adds to what is known of a contact, or of my own account, is kept.
 */
import { newestRevocation } from '../../identity/index.ts'
import type { MatchKey, PeerSession, SyncHost } from '../../sync/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { heardPicture } from './announced-picture.ts'
import type { Circle } from './circle.ts'
import { type ProvenPeer, type ShownCard, claimedAccount, decodePeerCard } from './peer-card.ts'

export function identify(
  circle: Circle,
  session: PeerSession,
  encoded: Uint8Array,
  matches: readonly MatchKey[],
): ReturnType<SyncHost['identify']> {
  const { book, own } = circle
  const shown = decodePeerCard(encoded)
  const claimed = shown === undefined ? undefined : claimedAccount(shown.card)
  if (shown === undefined || claimed === undefined) return { ok: false, code: 'BAD_FRAME' }
  if (book.get(claimed)?.isBlocked === true || circle.isBlocked(session)) return { ok: false, code: 'BLOCKED' }
  const peer = circle.prove(session, shown.card)
  // OWN-9: whom a stolen device had taken out brings the word of who has the words.
  if (peer !== undefined && peer.card.revocations.length > 0) hearWords(circle, peer, session.device)
  if (peer !== undefined && book.isOut(claimed, session.device)) return { ok: false, code: 'NOT_LIVE' }
  if (claimed === own.account && own.book.isRevoked(session.device)) {
    // It has this device's card now, which says so.
    own.book.told(session.device)
    return { ok: false, code: 'NOT_LIVE' }
  }
  if (peer === undefined) {
    circle.refuse('FORGED_CARD')
    return { ok: false, code: 'NOT_LIVE' }
  }
  const { account } = peer
  for (const match of matches) {
    // Own devices share what each of them shares with a contact (GOV-18).
    const isContact = match.kind === 'contact' && account !== own.account
    const isOther = (isContact && match.account !== account) || (match.kind === 'self' && account !== own.account)
    if (isOther) return { ok: false, code: 'NO_TAG' }
  }
  learn(circle, peer, session.device, shown)
  return { ok: true, account }
}

/** A device of mine that a stolen one takes for out, or that takes this one for out, is heard of this alone. */
function hearWords(circle: Circle, { account, card }: ProvenPeer, device: DeviceId): void {
  const { book, own } = circle
  let isNew = false
  const hear = (): boolean => {
    if (account !== own.account) return book.mergeCard(account, card, circle.now())
    const isNews = own.hearWords(card.revocations)
    // An heir has a chain of his own now, though it was a revoked device that brought him in.
    return (own.isHeir(device) && own.merge(card)) || isNews
  }
  if (circle.commit(() => (isNew = hear())) && isNew) circle.changed(account)
}

/** Who wrote a letter that was carried by hand, and when: by his device's clock (BNDL-10). */
export interface Sender {
  readonly account: AccountId
  readonly device: DeviceId
  readonly n: number
}

/** The same card out of a letter, which only that device can have written. False: it is not taken. */
export function takeHandedCard(circle: Circle, { account, device, n }: Sender, encoded: Uint8Array): boolean {
  const { book } = circle
  const shown = decodePeerCard(encoded)
  if (shown === undefined || claimedAccount(shown.card) !== account) return false
  if (circle.isBlocked({ account, device })) return false
  const peer = circle.prove({ device }, shown.card)
  if (peer !== undefined && peer.card.revocations.length > 0) hearWords(circle, peer, device)
  if (peer === undefined || book.isOut(account, device)) return false
  // RDV-9: where it stands is known of who is met only.
  learn(circle, peer, device, { ...shown, entrance: undefined }, n)
  return true
}

/** `written`: not heard now, but written then; a name that was heard later stands. */
function learn(
  circle: Circle,
  { account, card }: ProvenPeer,
  device: DeviceId,
  { name, picture: claimed, entrance, out }: ShownCard,
  written?: number,
): void {
  const { book, own, faces } = circle
  const picture = claimed === undefined ? undefined : heardPicture(claimed, circle.now())
  if (claimed !== undefined && picture === undefined) circle.refuse('BAD_PICTURE')
  if (account === own.account) {
    // OWN-8: whatever it says, it is heard no more; it is only told.
    if (own.book.isOut(device)) return
    // KEY-9: a device that only the words certify is a warning first; it stays unapproved until somebody says yes.
    let isNew = false
    const isKept = circle.commit(() => {
      isNew = own.merge(card)
      if (own.approveIssued(circle.now())) isNew = true
      // What somebody with the words alone chose is not my face.
      if (picture !== undefined && own.identity.approved.includes(device) && own.adoptPicture(picture)) isNew = true
    })
    if (isKept && isNew) circle.changed(account)
    return
  }
  const before = book.get(account)
  if (before?.state === 'paired' && entrance !== undefined) circle.deps.entrances?.heard(device, entrance)
  // A room mate has no record to learn for.
  if (before === undefined && picture === undefined) return
  const isLater = written === undefined || written > (before?.announcedAt ?? 0)
  const isRenamed = before !== undefined && name !== undefined && name !== before.announced && isLater
  const announcedAt = Math.min(written ?? circle.now(), circle.now() + RESOURCE.CLOCK_DOUBT_MS)
  let isChanged = isRenamed
  const isKept = circle.commit(() => {
    if (book.mergeCard(account, card, circle.now())) isChanged = true
    if (book.takeOut(account, out, newestRevocation(card.revocations))) isChanged = true
    if (picture !== undefined && faces.take(account, picture, circle.now())) isChanged = true
    if (isRenamed) book.update(account, { announced: name, announcedAt })
  })
  if (isKept && isChanged) circle.changed(account)
  // OWN-8: its own devices tell it; to us it is nobody's any more.
  for (const session of circle.deps.sessions()) if (book.isOut(account, session.device)) session.end('NOT_LIVE')
}
