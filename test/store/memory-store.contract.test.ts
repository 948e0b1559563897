import { registerStoreContract } from '../contract/store.ts'
import { memoryStore } from '../../shared/store/index.ts'

registerStoreContract('memory', () => ({ store: memoryStore(), dispose: () => undefined }))
