import type { Person } from './facts.ts'
import type { Finding, FindingCode, Severity } from './finding.ts'

export function aFinding(code: FindingCode, severity: Severity, about: readonly Person[] = [], networks: readonly string[] = []): Finding {
  return { code, severity, about: about.map(({ account, name }) => ({ account, name })), networks }
}

export function when(isSo: boolean, found: () => Finding): readonly Finding[] {
  return isSo ? [found()] : []
}
