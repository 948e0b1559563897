/** Real processes: a backup written by a running service becomes a second computer; the old one, it and a friend write, and all agree. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Computer } from './service.ts'

const POLL = { timeout: 60_000, interval: 500 }

interface Line {
  readonly text: string
  readonly twoStories?: true
}

it('[BKP-7] restored from a backup, a computer catches up with those who stayed, and nobody tells two stories', async () => {
  const [mum, dad, fresh] = [new Computer(), new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', 'Dad'])])
  // Mum knows the way to Dad, as she went it: on loopback nothing else tells the restored computer.
  const { link } = await dad.json(['invite'])
  await mum.json(['accept', String(link)])
  await mum.json(['send', '--room', 'Dad', 'before'])
  await expect.poll(() => texts(dad, 'Mum'), POLL).toEqual(['before'])

  const secret = join(fresh.profile, '..', `${fresh.profile.split('/').at(-1)}.passphrase`)
  const file = `${secret}.sbbackup`
  writeFileSync(secret, 'a winter night\n')
  try {
    const more = ['--backup-passphrase-file', secret]
    expect(await mum.json(['backup', 'write', '--to', file, ...more])).toMatchObject({ rooms: 1, contacts: 1, messages: 1 })
    await mum.json(['send', '--room', 'Dad', 'after the backup'])
    const restored = await fresh.json(['restore', '--backup', file, '--passphrase-file', secret])
    expect(restored).toMatchObject({ account: (await mum.json(['me']))['account'], messages: 1 })
    await fresh.serve()
    await expect.poll(() => texts(fresh, 'Dad'), POLL).toEqual(['before', 'after the backup'])
    await fresh.json(['send', '--room', 'Dad', 'from the new one'])
    await mum.json(['send', '--room', 'Dad', 'from the old one'])
    await expect
      .poll(async () => (await texts(dad, 'Mum')).toSorted(), POLL)
      .toEqual(['after the backup', 'before', 'from the new one', 'from the old one'])
    await dad.json(['send', '--room', 'Mum', 'both seen'])
    await expect.poll(async () => (await texts(mum, 'Dad')).length, POLL).toBe(5)
    const whole = await texts(dad, 'Mum')
    for (const computer of [mum, fresh]) await expect.poll(() => texts(computer, 'Dad'), POLL).toEqual(whole)
    for (const computer of [mum, fresh]) expect((await lines(computer, 'Dad')).some(({ twoStories }) => twoStories === true)).toBe(false)
    // Each is the device it was: none found itself to be a copy.
    expect((await fresh.json(['me']))['device']).toBe(restored['device'])
    expect((await mum.json(['me']))['device']).not.toBe(restored['device'])
  } finally {
    for (const each of [secret, file]) rmSync(each, { force: true })
  }
}, 180_000)

async function lines(computer: Computer, room: string): Promise<readonly Line[]> {
  const { messages } = await computer.json(['messages', '--room', room])
  return messages as readonly Line[]
}

async function texts(computer: Computer, room: string): Promise<readonly string[]> {
  return (await lines(computer, room)).map(({ text }) => text)
}
