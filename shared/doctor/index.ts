export type { DialBackFact, DoctorFacts, DoorAnswer, DoorFact, FinderFact, InterfaceFact, Person, PersonFact, RouteFact } from './facts.ts'
export { FINDING_CODES, SEVERITIES } from './finding.ts'
export type { DoctorReport, Finding, FindingCode, Severity } from './finding.ts'
export { diagnose } from './findings.ts'
