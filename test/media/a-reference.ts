/** References to files that need not exist. */
import { idFromBytes } from '../../shared/ids/index.ts'
import type { MediaReference } from '../../shared/media/index.ts'

export function aReference(parts: Partial<MediaReference> = {}): MediaReference {
  return {
    file: idFromBytes('file', new Uint8Array(32).fill(1)),
    key: new Uint8Array(32).fill(2),
    size: 1000,
    name: '나들이.jpg',
    type: 'image/jpeg',
    isVoice: false,
    ...parts,
  }
}
