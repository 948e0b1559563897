/** Facebook Messenger and Instagram: the same files under two names. */
import type { TextFormat } from '../format.ts'
import { recogniseMeta, type Brand } from './shape.ts'
import { openThread } from './thread.ts'

export const messenger: TextFormat = formatOf('messenger')
export const instagram: TextFormat = formatOf('instagram')

function formatOf(name: Brand): TextFormat {
  return {
    name,
    takes: 'text',
    recognise: (head) => recogniseMeta(head, name),
    open: (found, _head, sink, around) => openThread(found, sink, around),
  }
}
