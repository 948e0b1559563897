export { AddressBook } from './address-book.ts'
export { bareName, plainName } from './matching.ts'
export { invitedOf } from './invited.ts'
