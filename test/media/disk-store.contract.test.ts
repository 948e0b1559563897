/** The store of attachments on disk under the contract. */
import { registerMediaStoreContract } from '../contract/media-store.ts'
import { OnDisk } from './on-disk.ts'

registerMediaStoreContract('disk', async () => {
  const disk = new OnDisk()
  return {
    store: await disk.open(),
    damage: (file, index) => {
      disk.damage(file, index)
      return Promise.resolve()
    },
    crash: () => disk.open(),
    advance: (ms) => {
      disk.now += ms
    },
    dispose: () => disk.dispose(),
  }
})
