import { describe, expect, it } from 'vitest'
import { stageOf } from '../../src-renderer/app/timeline/stages.ts'

const rows = (keys: string) => [...keys].map((key) => ({ key }))
const shown = ({ rows: now, rest, isAbove }: ReturnType<typeof stageOf<{ key: string }>>) =>
  `${now.map(({ key }) => key).join('')}${isAbove ? ' from the end' : ''}${rest === undefined ? '' : ` then ${rest.map(({ key }) => key).join('')}`}`
const stage = (before: string, after: string, anchor: string) => shown(stageOf(rows(before), rows(after), anchor))

describe('a list that becomes another', () => {
  it('keeps its place from the start when something came or went below', () => {
    expect(stage('abc', 'abcd', 'b')).toBe('abcd')
    expect(stage('abcd', 'abc', 'b')).toBe('abc')
    expect(stage('abc', 'abXc', 'b')).toBe('abXc')
  })

  it('keeps its place from the end when something came or went above', () => {
    expect(stage('cde', 'abcde', 'd')).toBe('abcde from the end')
    expect(stage('abcde', 'cde', 'd')).toBe('cde from the end')
    expect(stage('abcd', 'aXbcd', 'c')).toBe('aXbcd from the end')
  })

  it('goes in two steps when both happened', () => {
    expect(stage('bcd', 'abcde', 'c')).toBe('abcd from the end then abcde')
    expect(stage('abc', 'bcd', 'b')).toBe('bc from the end then bcd')
  })

  it('keeps to the nearest row when the one looked at is gone', () => {
    expect(stage('abcd', 'XabdY', 'c')).toBe('XabdY')
    expect(stage('abcd', 'XYabdZ', 'c')).toBe('XYabd from the end then XYabdZ')
    expect(stage('abc', 'Xab', 'c')).toBe('Xabc from the end then Xab')
  })

  it('does not hold on to a row that goes where it is needed', () => {
    const isSteady = ({ key }: { readonly key: string }) => key !== 'D'
    expect(shown(stageOf(rows('Dcd'), rows('Dabcd'), 'D', isSteady))).toBe('Dabcd from the end')
  })

  it('is simply another when nothing is in common', () => {
    expect(stage('abc', 'xyz', 'b')).toBe('xyz')
    expect(stage('', 'xyz', 'b')).toBe('xyz')
  })
})
