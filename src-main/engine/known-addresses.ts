/** Where devices were reached before, kept over a restart: "last known addresses" (design.md §5, 2). */
import * as v from 'valibot'
import { parseId } from '../../shared/ids/index.ts'
import { type AddressBook, type BookEntry, createAddressBook } from '../../shared/reach/index.ts'
import type { Store } from '../../shared/store/index.ts'

const SPACE = 'engine'
const KEY = 'addresses'

const stored = v.array(
  v.object({
    device: v.string(),
    address: v.string(),
    source: v.picklist(['good', 'sight', 'typed', 'invite', 'record']),
    at: v.number(),
  }),
)

export function openAddressBook(store: Store): AddressBook {
  const bytes = store.values.get(SPACE, KEY)
  const parsed = v.safeParse(stored, bytes === undefined ? [] : JSON.parse(new TextDecoder().decode(bytes)))
  const entries = (parsed.success ? parsed.output : []).flatMap((entry): readonly BookEntry[] => {
    const device = parseId('device', entry.device)
    return device === undefined ? [] : [{ ...entry, device }]
  })
  return createAddressBook(entries)
}

/** Not fsynced: an address that is lost is found again. Records are kept whole elsewhere, and judged anew on the network of that day. */
export function keepAddresses(store: Store, book: AddressBook): void {
  const own = book.entries().filter(({ source }) => source !== 'record')
  store.transaction(() => store.values.put(SPACE, KEY, new TextEncoder().encode(JSON.stringify(own))), 'relaxed')
}
