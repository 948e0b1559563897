/** `npm run gallery`: the parts of the page in every state, served from the sources to this computer only. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'

const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../src-renderer', import.meta.url)),
  plugins: [react()],
  server: { host: '127.0.0.1' },
})
await server.listen()
console.log(`${server.resolvedUrls?.local[0] ?? ''}#/gallery`)
