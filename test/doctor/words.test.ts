/** What a person reads of a finding: one sentence what it means, one what to do, in both languages, and nothing left open in it. */
import { describe, expect, it } from 'vitest'
import { diagnose, type Finding, FINDING_CODES, type FindingCode } from '../../shared/doctor/index.ts'
import { findingRemedies, findingText, type Language, reportText } from '../../shared/i18n/index.ts'
import { aMissing, homeFacts } from './facts.ts'

const LANGUAGES: readonly Language[] = ['ko', 'en']
const finding = (code: FindingCode): Finding => ({
  code,
  severity: 'notice',
  about: [],
  networks: ['wlan0 (192.168.0.7)'],
  spanMs: 7_200_000,
})
const each = FINDING_CODES.flatMap((code) => LANGUAGES.map((language) => ({ code, language, ...findingText(finding(code), language) })))

describe('[DOC-2] of a finding', () => {
  it('title, meaning and remedy leave no gap', () => {
    const all = each.flatMap(({ title, meaning, remedy }) => [title, meaning, ...(remedy === undefined ? [] : [remedy])])
    expect(all.filter((text) => text === '' || /[{}]|undefined|NaN/.test(text))).toEqual([])
  })

  it('meaning and remedy are one sentence each', () => {
    const long = each
      .flatMap(({ meaning, remedy }) => [meaning, ...(remedy === undefined ? [] : [remedy])])
      .filter((text) => {
        const ends = text.replaceAll(/\([^)]*\)|\d+\.\d+/g, '').match(/[.?](?= |$)/g) ?? []
        return ends.length !== 1 || !/[.?]$/.test(text)
      })
    expect(long).toEqual([])
  })

  it('Korean is polite speech and English is not Korean', () => {
    const impolite = each.filter(
      ({ language, meaning, remedy }) => language === 'ko' && [meaning, remedy ?? meaning].some((text) => !/[요]\.$/.test(text)),
    )
    expect(impolite.map(({ code }) => code)).toEqual([])
    expect(each.filter(({ language, title, meaning }) => language === 'en' && /[가-힣]/.test(title + meaning))).toEqual([])
  })

  it('what is wrong here has something to do', () => {
    const without = FINDING_CODES.filter((code) => !Object.hasOwn(findingRemedies, code))
    const { findings } = diagnose(homeFacts({ network: 'off', clockOffsetMs: 600_000, freeDiskBytes: 0, portal: 'sign-in' }))
    expect(findings.filter(({ severity, code }) => severity === 'problem' && without.includes(code))).toEqual([])
    expect(without).not.toContain('firewall-here')
  })

  it('tells a span as people do', () => {
    const span = (spanMs: number, language: Language) => findingText({ ...finding('clock-fast'), spanMs }, language).title
    expect(span(60_000, 'en')).toBe('This computer’s clock is 1 minute fast')
    expect(span(420_000, 'ko')).toBe('이 컴퓨터의 시계가 7분 빨라요')
    expect(span(7_200_000, 'en')).toContain('2 hours')
    expect(span(10 * 86_400_000, 'ko')).toContain('10일')
  })
})

describe('[DOC-8] the report to copy', () => {
  const report = diagnose(homeFacts({ people: [aMissing('아빠', 'timeout')] }))

  it.each(LANGUAGES)('holds no name and no address unless they are wanted (%s)', (language) => {
    const bare = reportText(report, language, false)
    expect(bare).not.toMatch(/아빠|192\.168|wlan0/)
    const whole = reportText(report, language, true)
    expect(whole).toMatch(/아빠/)
    expect(whole).toMatch(/192\.168\.0\.7/)
    expect(bare.split('\n')).toHaveLength(whole.split('\n').length)
  })
})
