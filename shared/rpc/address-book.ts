/** People who may not have Sarangbang yet, and inviting them. */
import * as v from 'valibot'
import { BOOK } from '../limits.ts'
import type { BookEntry, BookGuess, IssuedInvitation, Picture } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const { entry } = input
const labelled = v.strictObject({
  value: v.pipe(v.string(), v.maxLength(BOOK.VALUE_CHARACTERS)),
  label: v.exactOptional(v.pipe(v.string(), v.maxLength(BOOK.VALUE_CHARACTERS))),
})
const values = v.exactOptional(v.pipe(v.array(labelled), v.maxLength(BOOK.VALUES)))
const line = v.exactOptional(v.pipe(v.string(), v.maxLength(BOOK.VALUE_CHARACTERS)))
const fields = {
  name: line,
  phones: values,
  emails: values,
  org: line,
  note: v.exactOptional(v.pipe(v.string(), v.maxLength(BOOK.NOTE_CHARACTERS))),
  labels: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(BOOK.VALUE_CHARACTERS))), v.maxLength(BOOK.VALUES))),
}
const some = v.pipe(v.array(entry), v.minLength(1), v.maxLength(BOOK.INVITED_AT_ONCE))

export const addressBookContract = {
  'book.entries': { input: input.nothing, output: output<readonly BookEntry[]>() },
  'book.photo': { input: v.strictObject({ entry }), output: output<Picture | null>() },
  'book.add': { input: v.strictObject(fields), output: output<BookEntry>() },
  'book.change': { input: v.strictObject({ entry, ...fields }), output: output<BookEntry>() },
  'book.remove': { input: v.strictObject({ entry }), output: output<undefined>() },
  'book.guesses': { input: input.nothing, output: output<readonly BookGuess[]>() },
  'book.decline': { input: v.strictObject({ entry, other: v.union([entry, input.id('account')]) }), output: output<undefined>() },
  'book.merge': { input: v.strictObject({ entries: some }), output: output<BookEntry>() },
  'book.split': { input: v.strictObject({ entry }), output: output<readonly BookEntry[]>() },
  'book.link': { input: v.strictObject({ entry, account: v.nullable(input.id('account')) }), output: output<BookEntry>() },
  'book.invite': {
    input: v.strictObject({ entries: some, how: v.picklist(['link', 'qr', 'print', 'csv']), language: v.picklist(['ko', 'en']) }),
    output: output<readonly IssuedInvitation[]>(),
  },
  'book.reminders': { input: input.nothing, output: output<readonly BookEntry[]>() },
  'book.reminded': { input: v.strictObject({ entries: some }), output: output<undefined>() },
} as const satisfies Contract
