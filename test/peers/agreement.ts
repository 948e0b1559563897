/** Do they all see the same? */
import { expect } from 'vitest'
import type { Person } from './person.ts'
import { viewOf } from './view.ts'

/** Throws unless every two of them see the rooms they share alike, each message once, and all of them the rooms named. */
export async function expectAgreement(people: readonly Person[], sharedByAll: readonly string[]): Promise<void> {
  const views = await Promise.all(people.map(viewOf))
  for (const view of views) {
    for (const room of sharedByAll) expect(view.get(room)).toEqual(views[0]?.get(room))
    for (const { messages } of view.values()) expect(new Set(messages.map((each) => JSON.stringify(each))).size).toBe(messages.length)
  }
  for (const one of views) {
    for (const other of views) for (const [room, seen] of one) if (other.has(room)) expect(other.get(room)).toEqual(seen)
  }
}
