/** The unit file that the README tells people to install, and the sizes they type. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src-main/headless/commands/index.ts'
import { UsageFailure } from '../../src-main/headless/failure.ts'
import { parseSize, sizeText } from '../../src-main/headless/sizes.ts'

const UNIT = fileURLToPath(new URL('../../docs/sarangbang-carrier.service', import.meta.url))

describe('the unit file of a box', () => {
  const sections = new Map<string, Map<string, string>>()
  let current = new Map<string, string>()
  for (const line of readFileSync(UNIT, 'utf8').split('\n')) {
    const header = /^\[(\w+)\]$/.exec(line)
    if (header?.[1] !== undefined) sections.set(header[1], (current = new Map()))
    else if (line !== '' && !line.startsWith('#')) current.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1))
  }

  it('has each section, and starts a command there is with options it knows', async () => {
    expect([...sections.keys()]).toEqual(['Unit', 'Service', 'Install'])
    const words = sections.get('Service')?.get('ExecStart')?.split(' ') ?? []
    expect(words.slice(0, 3)).toEqual(['/usr/bin/env', 'node', '/opt/sarangbang/scripts/launch/sarangbang.mjs'])
    const command = await COMMANDS.find(({ name }) => name === words[3])?.load()
    expect(Object.keys(command?.options ?? {})).toContain('carrier')
    expect(words.slice(4)).toEqual(['--carrier', '--profile', '/var/lib/sarangbang/carrier'])
    expect(sections.get('Service')?.get('StateDirectory')).toBe('sarangbang')
    expect(sections.get('Service')?.get('Restart')).toBe('always')
  })

  it('says nothing systemd would complain of', () => {
    const { status, stderr, error } = spawnSync('systemd-analyze', ['verify', UNIT], { encoding: 'utf8' })
    // Where systemd is not installed, the reading above has to do.
    if (error !== undefined) return
    expect(stderr).not.toContain('sarangbang-carrier.service:')
    expect(status).toBe(0)
  })
})

describe('sizes', () => {
  it('are read and told in steps of 1,000, unless somebody says MiB', () => {
    expect(['200MB', '1.5 GiB', '10k', '4096', '1TB'].map(parseSize)).toEqual([200_000_000, 1_610_612_736, 10_000, 4096, 10 ** 12])
    for (const bad of ['', '0', 'MB', '-1MB', '1e9', '99999999TB', '1 EB']) expect(() => parseSize(bad), bad).toThrow(UsageFailure)
    expect([0, 999, 1000, 1500, 10_000, 200_000_000].map(sizeText)).toEqual(['0 B', '999 B', '1.0 KB', '1.5 KB', '10 KB', '200 MB'])
  })
})
