/** What a shell may ask of exports and backups: the bounds of paths, zones and numbers. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { RESOURCE, RPC } from '../../shared/limits.ts'
import { ALLOWED, houseContract } from '../../shared/rpc/index.ts'

const takes = (method: keyof typeof houseContract, input: unknown): boolean => v.is(houseContract[method].input, input)
const room = 'a'.repeat(64)

describe('taking out, over the boundary', () => {
  it('[RPC-7] takes paths, names of zones and numbers of files up to their limits', () => {
    const path = (length: number) => `/${'x'.repeat(length - 1)}`
    expect(takes('backup.write', { to: path(RPC.PATH_CHARACTERS) })).toBe(true)
    expect(takes('backup.write', { to: path(RPC.PATH_CHARACTERS + 1) })).toBe(false)
    expect(takes('backup.write', { to: '' })).toBe(false)
    const zone = (length: number) => ({ what: 'room', room, format: 'text', timeZone: 'x'.repeat(length) })
    expect(takes('exports.begin', zone(RESOURCE.TIME_ZONE_CHARACTERS))).toBe(true)
    expect(takes('exports.begin', zone(RESOURCE.TIME_ZONE_CHARACTERS + 1))).toBe(false)
    expect(takes('backup.schedule', { keep: RESOURCE.BACKUPS_KEPT })).toBe(true)
    expect(takes('backup.schedule', { keep: RESOURCE.BACKUPS_KEPT + 1 })).toBe(false)
    expect(takes('backup.schedule', { keep: 0 })).toBe(false)
  })

  it('[RPC-6] a phone takes rooms out, and has nothing to do with backups', () => {
    expect(ALLOWED.phone).toContain('exports.begin')
    for (const method of [
      'backup.status',
      'backup.write',
      'backup.cancel',
      'backup.verify',
      'backup.schedule',
      'host.restoreBackup',
      'host.lookIntoBackup',
    ] as const) {
      expect(ALLOWED.phone).not.toContain(method)
      for (const kind of ['desktop', 'browser', 'cli'] as const) expect(ALLOWED[kind]).toContain(method)
    }
  })
})
