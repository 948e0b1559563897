import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { INTRINSIC } from '../../shared/limits.ts'
import { runCommand } from './terminal.ts'

describe('the own computers, by command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-devices-'))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const failed = async (...args: readonly string[]) => {
    const { code, out, err } = await command(...args, '--json')
    expect(out).toBe('')
    return [code, JSON.parse(err).error.code]
  }
  const names = async () => JSON.parse((await command('devices', '--json')).out).devices.map(({ name }: { name: string }) => name)

  beforeAll(async () => {
    await command('init', '--name', 'Mum', '--device-name', '부엌', '--words-out', join(folder, 'words'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are named; the name may be typed as any keyboard makes it', async () => {
    expect(await names()).toEqual(['부엌'])
    expect(await command('device', 'rename', '부엌'.normalize('NFD'), '--name', 'Kitchen')).toMatchObject({ code: 0 })
    expect(await command('device', 'rename', 'kitchen', '--name', '부엌')).toMatchObject({ code: 0 })
    expect(await names()).toEqual(['부엌'])
  })

  it.each(['', ' ', 'a'.repeat(INTRINSIC.NAME_CHARACTERS + 1)])('are not called “%s”', async (name) => {
    expect(await failed('device', 'rename', '부엌', '--name', name)).toEqual([2, 'USAGE'])
    expect(await names()).toEqual(['부엌'])
  })

  it.each(['', 'a'.repeat(INTRINSIC.NAME_CHARACTERS + 1)])('do not begin as “%s” either', async (name) => {
    const other = ['--profile', join(folder, 'other'), '--json']
    for (const args of [
      ['init', '--name', 'Mum', '--words-out', join(folder, 'others')],
      ['restore', '--words-file', join(folder, 'words')],
    ]) {
      const { code, out, err } = await runCommand([...args, '--device-name', name, ...other])
      expect([code, out, JSON.parse(err).error.code]).toEqual([2, '', 'USAGE'])
    }
    expect(existsSync(join(folder, 'other'))).toBe(false)
  })

  it('are served in no page at an address that is not this computer’s, which is said with the system’s code', async () => {
    expect(await command('settings', 'port-mapping', 'off')).toMatchObject({ code: 0 })
    const { code, out, err } = await command('serve', '--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0', '--page', '203.0.113.1:7466')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('EADDRNOTAVAIL')
  })

  it('are not made up, and the one in use is not taken out', async () => {
    expect(await failed('device', 'revoke', `not ${hostname()}`)).toEqual([1, 'NO_DEVICE'])
    expect(await failed('device', 'revoke', '부엌')).toEqual([1, 'THIS_DEVICE'])
    expect(await names()).toEqual(['부엌'])
  })
})
