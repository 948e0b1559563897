/** Paths as people type them, where a refusal is said, and what is wrong with a new passphrase. */
import { describe, expect, it } from 'vitest'
import { placeOfFault } from '../../src-renderer/app/backup/faults.ts'
import { passphraseFault } from '../../src-renderer/app/backup/passphrase.ts'
import { folderOf, homeOf, intoFolder, isWholePath, typedPath } from '../../src-renderer/app/backup/paths.ts'

describe('a path of the engine’s computer', () => {
  it('is whole when it means the same wherever the engine was started', () => {
    for (const whole of ['/', '/home/지우', 'C:\\백업', 'd:/backups', '\\\\server\\share']) expect(isWholePath(whole), whole).toBe(true)
    for (const part of ['', 'backups', './a', '../a', '~', '~/a', 'C:', 'C:a', '\\\\', 'file:///a']) {
      expect(isWholePath(part), part).toBe(false)
    }
  })

  it('is taken as file managers copy it', () => {
    expect(typedPath(' "C:\\내 백업\\a.sbbackup" ')).toBe('C:\\내 백업\\a.sbbackup')
    expect(typedPath("'/a b/c'\n")).toBe('/a b/c')
    expect(typedPath('/it"s/here')).toBe('/it"s/here')
    expect(typedPath('"')).toBe('"')
    expect(typedPath('   ')).toBe('')
  })

  it('lies in a folder', () => {
    expect(folderOf('/home/me/a.sbbackup')).toBe('/home/me')
    expect(folderOf('/a.sbbackup')).toBe('/')
    expect(folderOf('C:\\a.sbbackup')).toBe('C:\\')
    expect(folderOf('D:\\x\\a.sbbackup')).toBe('D:\\x')
  })

  it('is asked for as a folder', () => {
    expect(['/home/me', '/', 'D:\\x', 'D:\\'].map(intoFolder)).toEqual(['/home/me/', '/', 'D:\\x/', 'D:\\'])
  })

  it('begins where a person’s own files are, told from the profile', () => {
    expect(homeOf('/home/jiwoo/.local/share/sarangbang')).toBe('/home/jiwoo')
    expect(homeOf('/Users/지우/Library/Application Support/Sarangbang')).toBe('/Users/지우')
    expect(homeOf('C:\\Users\\Jiwoo\\AppData\\Roaming\\Sarangbang')).toBe('C:\\Users\\Jiwoo')
    expect(homeOf('/root/.local/share/sarangbang')).toBe('/root')
    expect(homeOf('/srv/shop/profile')).toBe('/srv/shop')
  })
})

describe('what is wrong with a backup', () => {
  it('is said at the field it is about', () => {
    expect(['WRONG_PASSPHRASE', 'PASSPHRASE_NEEDED'].map(placeOfFault)).toEqual(['passphrase', 'passphrase'])
    expect(['NO_FILE', 'NOT_A_BACKUP', 'BACKUP_CUT', 'BACKUP_DAMAGED', 'NO_FOLDER', 'DISK_FULL'].map(placeOfFault)).toEqual(
      Array.from({ length: 6 }, () => 'place'),
    )
    expect(['BACKUP_RUNNING', 'DISCONNECTED', 'something new'].map(placeOfFault)).toEqual(['all', 'all', 'all'])
  })

  it('begins with the passphrase', () => {
    expect(passphraseFault('1234567', '1234567')).toBe('tooShort')
    expect(passphraseFault('12345678', '12345679')).toBe('differs')
    expect(passphraseFault('감자 두 박스요', '감자 두 박스요')).toBeUndefined()
  })
})
