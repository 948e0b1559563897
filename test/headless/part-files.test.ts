import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { PartFiles } from '../../src-main/headless/part-files.ts'

describe('[BNDL-8] the parts of a bundle as files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sb-parts-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  })

  const parts = async (files: PartFiles, ...contents: readonly string[]): Promise<void> => {
    for (const content of contents) {
      await files.write(Buffer.from(content))
      await files.endPart()
    }
  }

  it('have their names only once all are there', async () => {
    const files = new PartFiles(folder, 'out')
    await parts(files, 'one', 'two')
    expect(readdirSync(folder).every((name) => name.startsWith('.out-') && name.endsWith('.part'))).toBe(true)
    expect(await files.finish()).toEqual([join(folder, 'out-1of2.sbundle'), join(folder, 'out-2of2.sbundle')])
    expect(readdirSync(folder)).toHaveLength(2)
    expect(readFileSync(join(folder, 'out-2of2.sbundle'), 'utf8')).toBe('two')
  })

  it('never take the place of a file that is there, not even of one among several', async () => {
    writeFileSync(join(folder, 'out.sbundle'), 'theirs')
    writeFileSync(join(folder, 'out-2of2.sbundle'), 'theirs')
    const one = new PartFiles(folder, 'out')
    await parts(one, 'one')
    expect(await one.finish()).toEqual([join(folder, 'out-2.sbundle')])
    const two = new PartFiles(folder, 'out')
    await parts(two, 'one', 'two')
    expect(await two.finish()).toEqual([join(folder, 'out-2-1of2.sbundle'), join(folder, 'out-2-2of2.sbundle')])
    expect(readFileSync(join(folder, 'out.sbundle'), 'utf8')).toBe('theirs')
    expect(readFileSync(join(folder, 'out-2of2.sbundle'), 'utf8')).toBe('theirs')
    expect(readdirSync(folder)).toHaveLength(5)
  })

  it('leave nothing behind when they are given up', async () => {
    const files = new PartFiles(folder, 'out')
    await parts(files, 'one')
    await files.write(Buffer.from('half'))
    await files.abandon()
    expect(readdirSync(folder)).toEqual([])
  })

  it('need a folder', async () => {
    await expect(new PartFiles(join(folder, 'none'), 'out').check()).rejects.toMatchObject({
      code: 'NO_FOLDER',
      detail: join(folder, 'none'),
    })
    writeFileSync(join(folder, 'file'), '')
    await expect(new PartFiles(join(folder, 'file'), 'out').check()).rejects.toMatchObject({ code: 'NO_FOLDER' })
    rmSync(folder, { recursive: true })
    await expect(new PartFiles(folder, 'out').write(Buffer.from('x'))).rejects.toMatchObject({ code: 'NO_FOLDER' })
  })
})
