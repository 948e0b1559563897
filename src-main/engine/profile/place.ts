/**
 * FORK-6: a profile is bound to its place, so that a copied folder is noticed before its device signs anything. The place is the machine,
 * the folder's inode, and its volume: the volume's number may change from one start to the next, so a folder that only changed that,
 * with the same birth time, has not moved. What is stored is salted and hashed; machine ids identify people.
 */
import * as v from 'valibot'
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Rng } from '../../../shared/crypto/index.ts'
import { parseJson, readSmallFile, writeFileAtomically } from './files.ts'

const TOKEN_BYTES = 16
const VERSION = 1

const PlaceFile = v.object({
  version: v.literal(VERSION),
  token: v.string(),
  machine: v.string(),
  inode: v.string(),
  volume: v.string(),
  born: v.string(),
})

/** Binds the folder to this machine and to where it lies now. */
export function bindPlace(file: string, folder: string, machine: string, rng: Rng): void {
  const token = Buffer.from(rng.bytes(TOKEN_BYTES)).toString('hex')
  writeFileAtomically(file, `${JSON.stringify({ version: VERSION, token, ...fingerprints(token, folder, machine) })}\n`)
}

/** `moved` also when the file is missing or broken: a needless new device costs less than a fork. */
export function readPlace(file: string, folder: string, machine: string): 'same' | 'moved' {
  const stored = v.safeParse(PlaceFile, parseJson(readSmallFile(file) ?? ''))
  if (!stored.success) return 'moved'
  const there = stored.output
  const here = fingerprints(there.token, folder, machine)
  const isSameVolume = here.volume === there.volume || here.born === there.born
  return here.machine === there.machine && here.inode === there.inode && isSameVolume ? 'same' : 'moved'
}

function fingerprints(token: string, folder: string, machine: string): { machine: string; inode: string; volume: string; born: string } {
  const { ino, dev, birthtimeNs } = statSync(folder, { bigint: true })
  const salted = (what: string, value: string | bigint): string => createHash('sha256').update(`${token} ${what} ${value}`).digest('hex')
  return {
    machine: salted('machine', machine),
    inode: salted('inode', ino),
    volume: salted('volume', dev),
    born: salted('born', birthtimeNs),
  }
}
