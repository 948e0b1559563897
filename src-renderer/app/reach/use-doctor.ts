/** The doctor as a screen follows it: looks when the page opens and when the network has changed, tells each check as it ends. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Check, DoctorReport } from '../../../shared/doctor/index.ts'
import { call, onEvent } from '../engine/index.ts'

export type CheckState = 'waiting' | 'running' | 'done'

export type DoctorState =
  | { readonly phase: 'looking'; readonly further: Further | undefined; readonly checks: readonly (readonly [Check, CheckState])[] }
  | { readonly phase: 'done'; readonly report: DoctorReport }
  | { readonly phase: 'failed'; readonly code: string }

export type Further = 'subnet' | 'portal'

export interface DoctorView {
  readonly state: DoctorState
  /** `further`: also searches the subnet, or asks the chosen website about a sign-in. */
  readonly look: (further?: Further) => void
}

const CHECKS: readonly Check[] = ['network', 'finder', 'doors', 'people']

export function useDoctor(): DoctorView {
  const [state, setState] = useState<DoctorState>(() => begun())
  /** The look whose answer counts: the last one begun. */
  const current = useRef(0)
  const isLooking = useRef(false)
  const look = useCallback((further?: Further) => {
    current.current += 1
    const mine = current.current
    isLooking.current = true
    setState(begun(further))
    void (async () => {
      const answer = further === undefined ? await call('doctor.look') : await call('doctor.lookFurther', { [further]: true })
      if (mine !== current.current) return
      isLooking.current = false
      setState(answer.ok ? { phase: 'done', report: answer.value } : { phase: 'failed', code: answer.error.code })
    })()
  }, [])
  useEffect(() => {
    look()
    const end = onEvent((event) => {
      if (event.type === 'network' && !isLooking.current) look()
      if (event.type === 'doctor') setState((before) => withCheck(before, event.check, event.isDone ? 'done' : 'running'))
    })
    return () => {
      current.current += 1
      end()
    }
  }, [look])
  return { state, look }
}

function begun(further?: Further): DoctorState {
  const checks = further === undefined ? CHECKS : [...CHECKS, further]
  return { phase: 'looking', further, checks: checks.map((check) => [check, 'waiting'] as const) }
}

function withCheck(state: DoctorState, check: Check, now: CheckState): DoctorState {
  if (state.phase !== 'looking') return state
  return { ...state, checks: state.checks.map((each) => (each[0] === check ? ([check, now] as const) : each)) }
}
