/**
 * What `npm run build` makes of the sources: one folder in out/ for each runtime. An entry is built when its file is there, so the
 * window and the page join by being written. Dependencies are bundled, which makes a start read a handful of files instead of a
 * thousand; only what cannot be bundled (a native module, and Electron itself) stays outside.
 */
import { cpSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const NATIVE = ['better-sqlite3-multiple-ciphers']

const MAIN_ENTRIES = {
  'headless/main': 'src-main/headless/main.ts',
  'engine/process': 'src-main/engine/process.ts',
  'shell/main': 'src-main/shell/main.ts',
}
const PRELOAD_ENTRIES = { index: 'src-main/preload/index.ts' }
const PAGE_ENTRIES = { index: 'src-renderer/index.html' }

const main = present(MAIN_ENTRIES)
const preload = present(PRELOAD_ENTRIES)
const page = present(PAGE_ENTRIES)

export default defineConfig({
  main: {
    plugins: [{ name: 'shell-icons', writeBundle: copyIcons }],
    build: {
      // Others lay pictures and profiles there too: whoever builds takes away what the last build made.
      outDir: 'out',
      emptyOutDir: false,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: main,
        external: NATIVE,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  // A sandboxed page can only have a CommonJS preload.
  ...(Object.keys(preload).length > 0 && {
    preload: {
      build: {
        outDir: 'out/preload',
        externalizeDeps: false,
        rolldownOptions: { input: preload, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  }),
  ...(Object.keys(page).length > 0 && {
    renderer: {
      root: 'src-renderer',
      plugins: [react()],
      // Nothing is inlined: the page's rules (CSP) know files of our own and nothing else.
      build: { outDir: 'out/renderer', minify: true, assetsInlineLimit: 0, rolldownOptions: { input: page } },
    },
  }),
})

function present(entries: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(entries)
    .map(([name, file]) => [name, resolve(import.meta.dirname, file)] as const)
    .filter(([, file]) => existsSync(file))
  return Object.fromEntries(found)
}

/** Pictures are read from beside the program that shows them. */
function copyIcons(): void {
  cpSync(resolve(import.meta.dirname, 'src-main/shell/icons'), resolve(import.meta.dirname, 'out/shell/icons'), {
    recursive: true,
    filter: (path) => !path.endsWith('.svg'),
  })
}
