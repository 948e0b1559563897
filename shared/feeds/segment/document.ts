/**
 * The Y.Doc behind a segment. It is made only to write into it or to merge snapshots: everything else reads structs. Client 0 is nobody's, so
 * a document that reads never takes a section for its own (FEED-8).
 */
import * as Y from 'yjs'

const READER = 0

/** A document with these updates applied in this order; all of them have been checked. */
export function makeDocument(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: true, guid: '' })
  doc.clientID = READER
  Y.transact(doc, () => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** Runs one transaction as `client` and returns the update it made, or undefined when it changed nothing (FEED-8). */
export function writeDocument(doc: Y.Doc, client: number, work: (doc: Y.Doc) => void): Uint8Array | undefined {
  let made: Uint8Array | undefined
  const keep = (update: Uint8Array): void => {
    made = update
  }
  doc.clientID = client
  doc.on('update', keep)
  try {
    Y.transact(doc, () => work(doc))
  } finally {
    doc.off('update', keep)
    doc.clientID = READER
  }
  return made
}
