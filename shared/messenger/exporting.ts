/**
 * A room from its first message to its last, page by page, for whoever writes it out (EXP-1), and what happened since a time (EXP-20). Reads as
 * a person does: what was deleted is a tombstone, what was put out of sight is not there. Nothing is changed, and nothing marked as read.
 */
import type { MessageId, RoomId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { parseId } from '../ids/index.ts'
import type { Digest, ExportedRoom, ExportsApi, RoomDigest, RoomRange } from './api-exports.ts'
import type { ImportsApi } from './api-imports.ts'
import type { Me } from './api-profile.ts'
import type { MessageView } from './api-messages.ts'
import type { RoomSummary } from './api.ts'
import type { Conversations } from './conversations.ts'
import { DigestOfRoom } from './digest.ts'
import type { Pages } from './pages.ts'

export interface ExportingDeps {
  readonly pages: Pages
  readonly conversations: Pick<Conversations, 'rooms' | 'members'>
  readonly archives: Pick<ImportsApi, 'archives' | 'text'>
  me(): Me
  /** CLK-6. */
  now(): number
}

export class Exporting implements ExportsApi {
  readonly #deps: ExportingDeps

  constructor(deps: ExportingDeps) {
    this.#deps = deps
  }

  room(id: RoomId, range: RoomRange = {}): Result<ExportedRoom, 'NO_ROOM'> {
    const found = this.#summary(id) ?? this.#archive(id)
    if (found === undefined) return fail('NO_ROOM')
    const { room, name, kind } = found
    const { account, name: myName } = this.#deps.me()
    const members = this.#deps.conversations.members(room)
    const people = (members.ok ? members.value : []).map((member) => ({
      account: member.account,
      name: member.name,
      picture: member.picture,
      me: member.me,
      member: true,
    }))
    return ok({ room, name, kind, me: { account, name: myName }, people, pages: () => this.#pages(room, range) })
  }

  digest({ since, room }: { readonly since: number; readonly room?: RoomId }): Result<Generator<undefined, Digest>, 'NO_ROOM'> {
    const summaries = room === undefined ? this.#deps.conversations.rooms() : [this.#summary(room)]
    const known = summaries.filter((each) => each !== undefined)
    return known.length < summaries.length ? fail('NO_ROOM') : ok(this.#digest(since, known))
  }

  *#digest(since: number, summaries: readonly RoomSummary[]): Generator<undefined, Digest> {
    const until = this.#deps.now()
    const rooms: RoomDigest[] = []
    for (const summary of summaries) {
      // Most rooms were quiet, and the list knows that.
      if (summary.last !== undefined && summary.last.t >= since) {
        const digest = new DigestOfRoom(summary, this.#deps.me().account)
        for (const page of this.#backwards(summary.room, since)) if (!digest.take(page)) break
        const done = digest.done()
        if (done !== undefined) rooms.push(done)
      }
      yield
    }
    const byWaiting = (a: RoomDigest, b: RoomDigest): number => Number(b.waitingOf > 0) - Number(a.waitingOf > 0) || b.last - a.last
    return { since, until, messages: rooms.reduce((sum, { messages }) => sum + messages, 0), rooms: rooms.toSorted(byWaiting) }
  }

  *#pages(room: RoomId, { from = 0, until = Number.MAX_SAFE_INTEGER, imported = true }: RoomRange): Generator<readonly MessageView[]> {
    let after: MessageId | undefined
    // A page that ends where the room does tells of what was done to it since; the next one does so, too.
    let told: ReadonlySet<string> = new Set()
    for (;;) {
      const where = after === undefined ? { at: from } : { after }
      const page = this.#deps.pages.page(room, { ...where, limit: RESOURCE.EXPORT_PAGE, system: true })
      if (!page.ok) return
      const fitting = page.value.filter((view) => view.time >= from && view.time < until && !told.has(view.id))
      const wanted = fitting.filter((view) => imported || view.imported === undefined)
      if (wanted.length > 0) yield wanted.map((view) => this.#whole(view))
      const last = page.value.findLast(({ system }) => system === undefined)
      const next = last === undefined ? undefined : parseId('message', last.id)
      if (last === undefined || next === undefined || next === after || last.time >= until) return
      told = new Set(page.value.flatMap(({ id, system }) => (system === undefined ? [] : [id])))
      after = next
    }
  }

  /** Newest page first, each ascending, down to that time. */
  *#backwards(room: RoomId, since: number): Generator<readonly MessageView[]> {
    let before: MessageId | undefined
    for (;;) {
      const page = this.#deps.pages.page(room, { ...(before !== undefined && { before }), limit: RESOURCE.EXPORT_PAGE })
      if (!page.ok) return
      const fitting = page.value.filter(({ time }) => time >= since)
      if (fitting.length > 0) yield fitting
      const first = page.value[0]
      const next = first === undefined ? undefined : parseId('message', first.id)
      if (first === undefined || next === undefined || first.time < since || page.value.length < RESOURCE.EXPORT_PAGE) return
      before = next
    }
  }

  /** Of a long text that was brought in a page has the beginning only. */
  #whole(view: MessageView): MessageView {
    const message = view.imported?.isLong === true ? parseId('message', view.id) : undefined
    if (message === undefined) return view
    let text = ''
    for (let from: number | undefined = 0; from !== undefined;) {
      const piece = this.#deps.archives.text(message, from)
      if (!piece.ok) return view
      text += piece.value.text
      from = piece.value.next
    }
    return { ...view, text }
  }

  /** One that stands in no room. */
  #archive(id: RoomId): Pick<RoomSummary, 'room' | 'name' | 'kind'> | undefined {
    const found = this.#deps.archives.archives().find(({ archive }) => archive === id)
    return found === undefined ? undefined : { room: found.archive, name: found.title, kind: 'group' }
  }

  #summary(id: RoomId): RoomSummary | undefined {
    const rooms = this.#deps.conversations.rooms()
    const found = rooms.find(({ room }) => room === id)
    if (found !== undefined) return found
    // Either of two direct rooms names the conversation (GOV-17).
    const page = this.#deps.pages.page(id, { limit: 1 })
    const shown = page.ok ? page.value[0]?.room : undefined
    return rooms.find(({ room }) => room === shown)
  }
}
