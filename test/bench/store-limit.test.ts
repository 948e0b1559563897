/** The limits that measurements stand beside follow the schema: a column more would end a run of minutes otherwise. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src-main/engine/store/open-database.ts'
import { aMessage } from '../contract/store-rows.ts'
import { LIMIT_KEY, bareInsert, bareRows } from './store-limit.ts'

const COUNT = 25

describe('the limit of the store', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sarangbang-limit-'))
    file = join(folder, 'bare.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function counts(): readonly unknown[] {
    const connection = openDatabase({ file, key: LIMIT_KEY })
    try {
      return ['messages', 'search_text'].map((table) => connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
    } finally {
      connection.close()
    }
  }

  it('is rows in many transactions, all there', () => {
    const rows = Array.from({ length: COUNT }, (_, at) => aMessage({ n: at + 1 }))
    expect(bareInsert(file, rows, 10).ms).toBeGreaterThan(0)
    expect(counts()).toEqual([COUNT, COUNT])
  })

  it('is texts one by one, all there', () => {
    const rows = bareRows(file)
    for (let at = 0; at < COUNT; at++) rows.insert(`text ${at}`)
    rows.close()
    expect(counts()).toEqual([COUNT, COUNT])
  })
})
