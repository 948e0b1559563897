/**
 * What a message said before it was edited, as far as this device saw it: kept when an edit takes a text's place, own or another's, beside the
 * views, since the blocks that held it are erased (DEL-1). Gone with a deletion, in its transaction (DEL-2). Bounded for each message.
 */
import { type Held, array, field, struct, text, uint } from '../../codec/index.ts'
import type { MessageId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { MessageRow } from '../../store/index.ts'
import type { RoomCore } from './room-core.ts'
import { saidIn } from './view-values.ts'

const earlierText = struct({ text: field(1, text(INTRINSIC.ENTRY_BYTES)), time: field(2, uint()) })
const earlierTexts = array(earlierText, { max: RESOURCE.EARLIER_TEXTS })

export class EarlierTexts {
  readonly #core: RoomCore

  constructor(core: RoomCore) {
    this.#core = core
  }

  /** Oldest first. */
  of(message: MessageId): readonly Held<typeof earlierText>[] {
    const value = this.#core.store.values.get(this.#space, message)
    const read = value === undefined ? undefined : earlierTexts.decode(value)
    return read?.ok === true ? read.value : []
  }

  /** One row took the place of another. A rebuild meets the same edits again: what is here already is not kept twice. */
  changed(before: MessageRow | undefined, now: MessageRow): void {
    if (now.deleted) this.drop(now.id)
    else if (now.editedAt > 0 && before !== undefined) {
      const said = saidIn(before).text
      if (said !== undefined && said !== '' && said !== saidIn(now).text) this.#keep(now.id, said, before.editedAt || before.t)
    }
  }

  drop(message: MessageId): void {
    this.#core.store.values.delete(this.#space, message)
  }

  #keep(message: MessageId, said: string, time: number): void {
    const held = this.of(message)
    if (held.some((earlier) => earlier.time === time && earlier.text === said)) return
    const texts = [...held, { text: said, time }].toSorted((a, b) => a.time - b.time).slice(-RESOURCE.EARLIER_TEXTS)
    // The oldest go first; one alone always fits, for no text is longer than its entry.
    while (texts.length > 1 && bytesOf(texts) > RESOURCE.EARLIER_TEXT_BYTES) texts.shift()
    this.#core.store.values.put(this.#space, message, earlierTexts.encode(texts))
  }

  get #space(): string {
    return `earlier/${this.#core.key}`
  }
}

function bytesOf(texts: readonly { readonly text: string }[]): number {
  return texts.reduce((sum, { text: said }) => sum + new TextEncoder().encode(said).length, 0)
}
