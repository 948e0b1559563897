/**
 * Who the peer of a matched session is (SYNC-3): the account its card proves for the very device Noise named, and no other than the match
 * promised. What the card adds to what is known of a contact, or of my own account, is kept.
 */
import type { MatchKey, PeerSession, SyncHost } from '../../sync/index.ts'
import type { DeviceId } from '../../ids/index.ts'
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
  if (peer !== undefined && book.isOut(claimed, session.device)) return { ok: false, code: 'NOT_LIVE' }
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

function learn(
  circle: Circle,
  { account, card }: ProvenPeer,
  device: DeviceId,
  { name, picture: claimed, entrance, out }: ShownCard,
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
  const isRenamed = before !== undefined && name !== undefined && name !== before.announced
  let isChanged = isRenamed
  const isKept = circle.commit(() => {
    if (book.mergeCard(account, card, circle.now())) isChanged = true
    if (book.takeOut(account, out)) isChanged = true
    if (picture !== undefined && faces.take(account, picture, circle.now())) isChanged = true
    if (isRenamed) book.update(account, { announced: name })
  })
  if (isKept && isChanged) circle.changed(account)
  // OWN-8: its own devices tell it; to us it is nobody's any more.
  for (const session of circle.deps.sessions()) if (book.isOut(account, session.device)) session.end('NOT_LIVE')
}
