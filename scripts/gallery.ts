/** `npm run gallery`: the parts of the page in every state, served from the sources to this computer only. */
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'

const pathOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const server = await createServer({
  configFile: false,
  root: pathOf('src-renderer'),
  plugins: [react()],
  // The fonts come out of node_modules, which may be a link.
  server: { host: '127.0.0.1', fs: { allow: [pathOf('.'), realpathSync(pathOf('node_modules'))] } },
})
await server.listen()
console.log(`${server.resolvedUrls?.local[0] ?? ''}#/gallery`)
