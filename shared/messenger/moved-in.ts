/** What was brought in from other messengers and address books: history and people, put together. Of this device alone. */
import type { Result } from '../result.ts'
import type { BookCode } from './api-address-book.ts'
import type { Messenger, MessengerEvent } from './api.ts'
import { AddressBook } from './address-book/index.ts'
import { Archives } from './archives/index.ts'
import type { MessengerDeps } from './deps.ts'
import type { Names } from './names.ts'
import type { People } from './people/index.ts'
import type { Rooms } from './rooms.ts'

export interface MovedInDeps extends Pick<MessengerDeps, 'store' | 'crypto' | 'rng' | 'clock' | 'identity'> {
  readonly rooms: Rooms
  readonly send: Messenger['send']
  people(): People
  names(): Names
  inviteContact(): Result<{ readonly link: string }, BookCode>
  /** Once, after what is going on now. */
  later(name: string, run: () => void): void
  emit(event: MessengerEvent): void
}

export class MovedIn {
  readonly archives: Archives
  readonly addressBook: AddressBook

  constructor(deps: MovedInDeps) {
    const { later, emit } = deps
    this.addressBook = new AddressBook({
      ...deps,
      invite: deps.inviteContact,
      // Names of imported messages and the place of archives follow from it.
      changed: () => {
        later('address-book', () => emit({ type: 'address-book' }))
        later('imports', () => emit({ type: 'imports' }))
      },
    })
    this.archives = new Archives({
      ...deps,
      account: deps.identity.account,
      people: this.addressBook,
      changed: () => {
        later('imports', () => emit({ type: 'imports' }))
        later('address-book', () => emit({ type: 'address-book' }))
      },
    })
  }

  told(event: MessengerEvent): void {
    if (event.type === 'contact') this.addressBook.contactsChanged()
  }
}
