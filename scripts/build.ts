/** `npm run build`. */
import { build } from './electron-build.ts'

process.exitCode = build() ? 0 : 1
