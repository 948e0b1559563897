/** Address books as vCard 2.1, 3.0 and 4.0, also mixed in one file (IMP-40 to IMP-43). */
import type { BytesFormat } from '../format.ts'
import { encodingOf } from './charset.ts'
import { inUtf8 } from './marks.ts'
import { CardsReading } from './reading.ts'
import { recogniseCards } from './variant.ts'

export const vcard: BytesFormat = {
  name: 'vcard',
  takes: 'bytes',
  recognise: recogniseCards,
  encodingOf,
  open: (_found, _head, sink, around) => inUtf8(new CardsReading(sink, around), around),
}
