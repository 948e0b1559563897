import { describe, expect, it } from 'vitest'
import { JsonSplitter, parsePrefix, parseRecord, type JsonWant } from '../../../shared/importers/json/index.ts'
import { IMPORT } from '../../../shared/limits.ts'

interface Split {
  readonly taken: unknown[]
  readonly troubles: string[]
}

/** Takes the elements of `list`, piece by piece of `step` characters. */
function split(text: string, step = text.length): Split {
  const taken: unknown[] = []
  const troubles: string[] = []
  const member = (key: string | number): JsonWant => (key === 'list' ? { member: () => (value) => void taken.push(value) } : undefined)
  const splitter = new JsonSplitter({ member }, (trouble) => void troubles.push(trouble))
  for (let at = 0; at < text.length; at += Math.max(1, step)) splitter.push(text.slice(at, at + Math.max(1, step)))
  splitter.end()
  return { taken, troubles }
}

describe('a JSON text taken apart', () => {
  it('[IMP-31] gives the same records wherever the pieces are cut', () => {
    const text = '\uFEFF{ "a": [1, {"list": 2}], "list" : [ {"x":"]}\\"{"} , "\\u00e9\\\\" , -1.5e3 ,true,null, [[]] ] , "z": "," }\r\n'
    const whole = { taken: [{ x: ']}"{' }, 'é\\', -1500, true, null, [[]]], troubles: [] }
    for (const step of [1, 2, 3, 7, text.length]) expect(split(text, step)).toEqual(whole)
  })

  it('[IMP-31] loses one bad record and keeps those around it', () => {
    expect(split('{"list":[1,{"a":},{"b":tru},[1 2],4]}')).toEqual({ taken: [1, undefined, undefined, undefined, 4], troubles: [] })
  })

  it('[IMP-31] repairs control characters inside strings', () => {
    expect(split('{"list":["a\nb\tc","d\\\\\r\n"]}').taken).toEqual(['a\nb\tc', 'd\\\r\n'])
  })

  it('[IMP-31] keeps all before the end of a cut file, and says so', () => {
    const text = '{"list":[{"a":1},{"b":[2]},{"c":"three"}]}'
    for (let end = 1; end < text.length; end += 1) {
      const { taken, troubles } = split(text.slice(0, end))
      expect(troubles).toEqual(['CUT'])
      expect([{ a: 1 }, { b: [2] }, { c: 'three' }].slice(0, taken.length)).toEqual(taken)
    }
  })

  it('[IMP-31] says once that something stands behind the end', () => {
    expect(split('{"list":[1]} garbage {"list":[2]}')).toEqual({ taken: [1], troubles: ['AFTER'] })
    expect(split('[[[{}]]]')).toEqual({ taken: [], troubles: [] })
  })

  it('[IMP-31] is not led astray by brackets and commas that belong nowhere', () => {
    expect(split('{"list":[1}}},2],:,"x"::3,,}')).toEqual({ taken: [1, 2], troubles: expect.arrayContaining(['STRAY']) })
    expect(split(`{"list":[${'}'.repeat(100_000)}7]}`)).toEqual({ taken: [7], troubles: ['STRAY'] })
  })

  it('[IMP-31] takes duplicated members and names that objects are born with as data', () => {
    const { taken } = split('{"__proto__":{"list":[0]},"list":[{"__proto__":{"admin":true},"constructor":1,"a":1,"a":2}],"list":[3]}')
    expect(taken).toEqual([JSON.parse('{"__proto__":{"admin":true},"constructor":1,"a":2}'), 3])
    expect(Object.getPrototypeOf(taken[0])).toBe(Object.prototype)
    expect((taken[0] as { admin?: boolean }).admin).toBeUndefined()
  })

  it('[IMP-31] reads to the depth that is allowed and drops what is deeper', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    const { taken } = split(`{"list":[${nested(IMPORT.JSON_DEPTH)},${nested(IMPORT.JSON_DEPTH + 1)},${nested(3_000_000)},5]}`, 65_536)
    expect(taken.map((value) => value === undefined)).toEqual([false, true, true, false])
  })

  it('[IMP-31] drops a record longer than one may be, and reads on', () => {
    const most = 'x'.repeat(IMPORT.JSON_RECORD_CHARACTERS - 2)
    const { taken } = split(`{"list":["${most}","${most}y",6]}`, 65_536)
    expect(taken.map((value) => (typeof value === 'string' ? value.length : value))).toEqual([most.length, undefined, 6])
  })

  it('[IMP-31] passes over names longer than they may be', () => {
    const long = 'k'.repeat(IMPORT.JSON_RECORD_CHARACTERS)
    expect(split(`{"${long}":[1],"list":[2]}`, 65_536)).toEqual({ taken: [2], troubles: [] })
  })
})

describe('the beginning of a JSON text', () => {
  it('[IMP-30] is read up to its last whole value', () => {
    expect(parsePrefix('{"a":[1,{"b":"x,]"},{"c":"cut')).toEqual({ a: [1, { b: 'x,]' }, {}] })
    expect(parsePrefix('{"a":[{"b":},{"c":[],"d":[[[[[1]]]],{"e":{}}]}]')).toEqual({ a: [{}, { c: [], d: [[[[[1]]]], { e: {} }] }] })
    expect(parsePrefix('\uFEFF {"a":1,"b')).toEqual({ a: 1 })
    expect(parsePrefix('{"a":{"b":2}} trailing')).toEqual({ a: { b: 2 } })
  })

  it('[IMP-30] is nothing where it is no JSON', () => {
    for (const text of ['', 'hello', 'x {}', ',', '"a', '}{', '7']) expect(parsePrefix(text)).toBeUndefined()
    expect(parsePrefix('['.repeat(60_000))).toBeDefined()
  })

  it('[IMP-31] never gives a value to what is none', () => {
    expect(parseRecord('{"a":"\u0001"}')).toEqual({ a: '\u0001' })
    expect(parseRecord('{a:1}')).toBeUndefined()
    expect(parseRecord('')).toBeUndefined()
  })
})
