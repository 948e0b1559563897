import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommand } from './terminal.ts'

it('[DLV-3] read receipts are on until they are turned off, stay so, and come on again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const json = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).out)
  expect(await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))).toMatchObject({ code: 0 })
  expect(await json('settings')).toMatchObject({ readReceipts: true, typing: true, relay: false, portMapping: true })
  expect(await json('settings', 'read-receipts', 'off')).toMatchObject({
    readReceipts: false,
    typing: true,
    relay: false,
    portMapping: true,
  })
  // Each command opens the profile anew.
  expect(await json('settings')).toMatchObject({ readReceipts: false, typing: true, relay: false, portMapping: true })
  expect((await command('settings', '--lang', 'en')).out).toBe(
    'Read receipts: off\nShow that I am writing: on\nFind people over others’ computers: off\nOthers may talk through this computer: off\nAsk the router to let others in: on\nPictures and voice by themselves: from everybody (21 MB)\nFiles take at most: 21 GB, of a room 8.6 GB\n',
  )
  expect((await command('settings', 'read-receipts', 'on', '--lang', 'ko')).out).toBe(
    '읽음 표시: 켜짐\n입력 중 표시: 켜짐\n다른 사람들 컴퓨터를 거쳐 찾기: 꺼짐\n다른 사람이 이 컴퓨터를 거쳐 이야기하기: 꺼짐\n공유기에 길 열어 달라고 하기: 켜짐\n사진과 음성 저절로 받기: 누구에게서든 (21 MB)\n파일이 쓰는 자리: 21 GB, 방마다 8.6 GB\n',
  )
  const vague = await command('settings', 'read-receipts', 'perhaps', '--json')
  expect([vague.code, JSON.parse(vague.err).error.code]).toEqual([2, 'USAGE'])
  expect(await json('settings')).toMatchObject({ readReceipts: true, typing: true, relay: false, portMapping: true })
  expect(await json('settings', 'typing', 'off')).toMatchObject({ readReceipts: true, typing: false, relay: false, portMapping: true })
  expect(await json('settings')).toMatchObject({ readReceipts: true, typing: false, relay: false, portMapping: true })
  expect(await json('settings', 'relay', 'on')).toMatchObject({ relay: true, portMapping: true })
  expect(await json('settings', 'port-mapping', 'off')).toMatchObject({ relay: true, portMapping: false })
})

it('[RDV-1] the far search is off until it is turned on, and its entrances are dial addresses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const json = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).out)
  expect(await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))).toMatchObject({ code: 0 })
  expect(await json('settings')).toMatchObject({ rendezvous: false, rendezvousPort: 0, bootstrap: [] })
  expect(await json('settings', 'rendezvous', 'on')).toMatchObject({ rendezvous: true })
  const bootstrap = ['/ip4/203.0.113.7/tcp/4310', '/dns/shop.example/tcp/4310']
  expect(await json('settings', 'bootstrap', '203.0.113.7:4310', 'shop.example:4310')).toMatchObject({ bootstrap })
  expect(await json('settings')).toMatchObject({ rendezvous: true, bootstrap })
  for (const wrong of ['nowhere', '224.0.0.1:80', '/ip4/203.0.113.7/tcp/4310/ws', '[fe80::1%eth0]:4310']) {
    const refused = await command('settings', 'bootstrap', wrong, '--json')
    expect([refused.code, JSON.parse(refused.err).error.code]).toEqual([2, 'USAGE'])
  }
  expect(await json('settings', 'bootstrap')).toMatchObject({ rendezvous: true, bootstrap: [] })
})

it('[MEDIA-85] [MEDIA-88] what comes by itself and what files may take is chosen in sizes people know', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = (...args: readonly string[]) => runCommand([...args, '--profile', join(folder, 'profile')])
  const json = async (...args: readonly string[]) => JSON.parse((await command(...args, '--json')).out)
  expect(await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))).toMatchObject({ code: 0 })
  expect(await json('settings', 'auto-fetch', 'nearby', '--up-to', '5MiB')).toMatchObject({ autoFetch: 'nearby', autoFetchMib: 5 })
  expect(await json('settings', 'files', '--all', '4GiB', '--upload', '500KiB')).toMatchObject({ mediaMib: 4096, uploadKib: 500 })
  expect(await json('settings', 'files', '--upload', 'off')).toMatchObject({ mediaMib: 4096, uploadKib: 0, autoFetch: 'nearby' })
  const vague = await command('settings', 'auto-fetch', 'sometimes', '--json')
  expect([vague.code, JSON.parse(vague.err).error.code]).toEqual([2, 'USAGE'])
  expect(await json('transfers', 'pause')).toEqual({ transfers: [] })
  expect((await command('transfers', '--lang', 'ko')).out).toBe('받고 있는 파일이 없어요.\n')
  expect(await json('status')).toMatchObject({ transfers: { running: 0, waiting: 0, bytes: 0 } })
})
