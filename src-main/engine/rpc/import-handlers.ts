/** Moving in, and the address book: their part of the contract. */
import type { Messenger } from '../../../shared/messenger/index.ts'
import { ok } from '../../../shared/result.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import type { ImportDesk } from '../importing-desk/index.ts'
import { answer, value } from './answers.ts'

type ImportMethod = Extract<keyof EngineContract, `imports.${string}`>
type BookMethod = Extract<keyof EngineContract, `book.${string}`>

export function importHandlers({ imports }: Pick<Messenger, 'imports'>, desk: ImportDesk): Pick<Handlers<EngineContract>, ImportMethod> {
  return {
    'imports.begin': ({ paths }) => answer(desk.begin(paths)),
    'imports.gather': () => answer(desk.gather()),
    'imports.give': ({ id, name, bytes, isFileOver }) => answer(desk.give(id, name, Buffer.from(bytes, 'base64'), isFileOver)),
    'imports.read': ({ id }) => answer(desk.read(id)),
    'imports.look': ({ id }) => answer(desk.look(id)),
    'imports.sessions': () => value(desk.views()),
    'imports.commit': ({ id, plan }) => answer(desk.commit(id, plan)),
    'imports.cancel': async ({ id }) => answer(await desk.cancel(id)),
    'imports.close': async ({ id }) => {
      await desk.close(id)
      return answer(ok(undefined))
    },
    'imports.batches': () => value(imports.batches()),
    'imports.undo': async ({ batch, wait = false }) => {
      const undone = imports.undo(batch)
      if (wait && undone.ok) await imports.takenBack()
      return answer(undone)
    },
    'imports.archives': () => value(imports.archives()),
    'imports.change': ({ archive, ...changes }) => answer(imports.change(archive, changes)),
    'imports.remove': ({ archive }) => answer(imports.remove(archive)),
    'imports.text': ({ message, from }) => answer(imports.text(message, from)),
    'imports.share': ({ room, messages, language, zone }) => answer(imports.share(room, messages, language, zone)),
  }
}

export function bookHandlers({ addressBook }: Pick<Messenger, 'addressBook'>): Pick<Handlers<EngineContract>, BookMethod> {
  return {
    'book.entries': () => value(addressBook.entries()),
    'book.photo': ({ entry }) => answer(addressBook.photo(entry)),
    'book.add': (fields) => answer(addressBook.add(fields)),
    'book.change': ({ entry, ...fields }) => answer(addressBook.change(entry, fields)),
    'book.remove': ({ entry }) => answer(addressBook.remove(entry)),
    'book.guesses': () => value(addressBook.guesses()),
    'book.decline': ({ entry, other }) => answer(addressBook.decline(entry, other)),
    'book.merge': ({ entries }) => answer(addressBook.merge(entries)),
    'book.split': ({ entry }) => answer(addressBook.split(entry)),
    'book.link': ({ entry, account }) => answer(addressBook.link(entry, account)),
    'book.invite': ({ entries, how, language }) => answer(addressBook.invite(entries, how, language)),
    'book.reminders': () => value(addressBook.reminders()),
    'book.reminded': ({ entries }) => answer(addressBook.reminded(entries)),
  }
}
