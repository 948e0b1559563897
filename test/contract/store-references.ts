import { expect, test } from 'vitest'
import type { FileId } from '../../shared/ids/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { aMessage, fileId, messageId } from './store-rows.ts'

export function referenceCases(store: () => Store): void {
  const heard = (): { readonly files: readonly FileId[][]; stop(): void } => {
    const files: FileId[][] = []
    return { files, stop: store().references.onDropped((dropped) => files.push([...dropped].sort())) }
  }

  test('[MEDIA-24] a message refers to its files until it has others, is deleted or is gone; each row says so in both directions', () => {
    const { messages, references } = store()
    messages.insert([aMessage({ n: 1, files: [fileId(2), fileId(1)] }), aMessage({ n: 2, room: 2, files: [fileId(1)] })])
    expect(messages.get(1, messageId(1))?.files).toEqual([fileId(2), fileId(1)])
    expect(references.of(fileId(1))).toEqual([
      { room: 1, message: messageId(1) },
      { room: 2, message: messageId(2) },
    ])
    expect(references.ofRoom(1)).toEqual([fileId(1), fileId(2)])
    messages.put(aMessage({ n: 1, files: [fileId(3)] }))
    expect([references.has(fileId(1)), references.has(fileId(2)), references.ofRoom(1)]).toEqual([true, false, [fileId(3)]])
    // Its time changes too: the row moves.
    messages.put(aMessage({ n: 1, t: 7, files: [fileId(3), fileId(4)] }))
    expect(references.ofRoom(1)).toEqual([fileId(3), fileId(4)])
    messages.put(aMessage({ n: 1, t: 7, deleted: true, text: undefined, files: [] }))
    expect(references.ofRoom(1)).toEqual([])
    messages.remove(2, messageId(2))
    expect(references.of(fileId(1))).toEqual([])
  })

  test('[MEDIA-24] a message that is there already keeps its files', () => {
    const { messages, references } = store()
    messages.insert([aMessage({ n: 1, files: [fileId(1)] })])
    messages.insert([aMessage({ n: 1, files: [fileId(2)] })])
    expect([references.has(fileId(1)), references.has(fileId(2))]).toEqual([true, false])
  })

  test('[MEDIA-24] a segment or a room that goes takes its references with it, and no others', () => {
    const { messages, references } = store()
    messages.insert([
      aMessage({ n: 1, segment: 1, files: [fileId(1), fileId(9)] }),
      aMessage({ n: 2, segment: 2, files: [fileId(2), fileId(9)] }),
      aMessage({ n: 3, segment: 3, room: 2, files: [fileId(3)] }),
    ])
    messages.dropSegment(1)
    expect([1, 2, 3, 9].map((n) => references.has(fileId(n)))).toEqual([false, true, true, true])
    messages.clear(1)
    expect([1, 2, 3, 9].map((n) => references.has(fileId(n)))).toEqual([false, false, true, false])
  })

  test('[MEDIA-85] who listens hears of messages that got files after the commit, once each, and of none that was undone', () => {
    const { messages, references } = store()
    const heard: string[] = []
    const stop = references.onAdded((added) => heard.push(added.map(({ room, message }) => `${room}/${message}`).join(' ')))
    messages.insert([aMessage({ n: 1, files: [fileId(1), fileId(2)] }), aMessage({ n: 2 })])
    messages.put(aMessage({ n: 2, text: 'no file' }))
    expect(() =>
      store().transaction(() => {
        messages.insert([aMessage({ n: 3, files: [fileId(1)] })])
        throw new Error('undo')
      }),
    ).toThrow('undo')
    messages.put(aMessage({ n: 2, files: [fileId(2)] }))
    stop()
    messages.put(aMessage({ n: 2, files: [fileId(4)] }))
    expect(heard).toEqual([`1/${messageId(1)}`, `1/${messageId(2)}`])
  })

  test('[MEDIA-25] who listens hears of lost references after the commit, and of none that was undone', () => {
    const { messages } = store()
    messages.insert([aMessage({ n: 1, files: [fileId(1), fileId(2)] }), aMessage({ n: 2, files: [fileId(2)] })])
    const { files, stop } = heard()
    expect(() =>
      store().transaction(() => {
        messages.clear(1)
        throw new Error('undo')
      }),
    ).toThrow('undo')
    expect(files).toEqual([])
    store().transaction(() => {
      messages.remove(1, messageId(1))
      expect(files).toEqual([])
    })
    expect(files).toEqual([[fileId(1), fileId(2)]])
    messages.remove(1, messageId(2))
    expect(files).toEqual([[fileId(1), fileId(2)], [fileId(2)]])
    messages.insert([aMessage({ n: 3, files: [fileId(3)] })])
    stop()
    messages.clear(1)
    expect(files).toHaveLength(2)
  })
}
