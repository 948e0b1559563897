/** What somebody points at, opened: by what it is, not by what it is called. Throws `SourceError`, nothing else (IMP-4). */
import { open, realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type ImportFile, type ImportSource, SourceError } from '../../../shared/importers/index.ts'
import { diskFile, readable } from './disk-file.ts'
import { folderFiles } from './folder.ts'
import { mailFiles, withMailsOpened } from './mail.ts'
import { zipFiles } from './zip.ts'

const SNIFF_BYTES = 4096
const nothing = (): Promise<void> => Promise.resolve()

export async function openSource(path: string): Promise<ImportSource> {
  // What is pointed at may be a link: that is the choice of whoever points.
  const at = await readable(realpath(resolve(path)))
  const name = basename(path === '' ? at : resolve(path)).normalize('NFC')
  const found = await readable(stat(at))
  if (found.isDirectory()) return { name, form: 'folder', files: await withMailsOpened(await folderFiles(at)), close: nothing }
  if (!found.isFile()) throw new SourceError('IMPORT_UNREADABLE', 'no file')
  const start = await beginning(at)
  if (isZip(start, name)) {
    const { files, close } = await zipFiles(at, found.size)
    try {
      return { name, form: 'zip', files: await withMailsOpened(files), close: async () => close() }
    } catch (cause) {
      close()
      throw cause
    }
  }
  const file: ImportFile = diskFile(at, name, found.size, true)
  if (isMail(start, name)) return { name, form: 'mail', files: await mailFiles(file), close: nothing }
  return { name, form: 'file', files: [file], close: nothing }
}

async function beginning(at: string): Promise<Buffer> {
  const handle = await readable(open(at))
  try {
    const { buffer, bytesRead } = await readable(handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0))
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** A local entry first, or no entry at all. What calls itself one and is none shall say that it is damaged. */
function isZip(start: Buffer, name: string): boolean {
  if (start.length >= 4 && ['504b0304', '504b0506'].includes(start.subarray(0, 4).toString('hex'))) return true
  return name.toLowerCase().endsWith('.zip')
}

function isMail(start: Buffer, name: string): boolean {
  const text = start.toString('latin1')
  if (!/^[!-9;-~]{1,76}:[ \t]/.test(text)) return false
  return name.toLowerCase().endsWith('.eml') || /^mime-version:/im.test(text)
}
