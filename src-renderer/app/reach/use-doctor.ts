/** The doctor as a screen follows it: looks when the page opens and when the network has changed, tells each check as it ends. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Check, DoctorReport } from '../../../shared/doctor/index.ts'
import { call, onEvent } from '../engine/index.ts'

export type CheckState = 'waiting' | 'running' | 'done'

export type DoctorState =
  | { readonly phase: 'looking'; readonly isFurther: boolean; readonly checks: readonly (readonly [Check, CheckState])[] }
  | { readonly phase: 'done'; readonly report: DoctorReport }
  | { readonly phase: 'failed'; readonly code: string }

export interface DoctorView {
  readonly state: DoctorState
  /** `isFurther`: also searches the subnet, and asks about a sign-in where a website was chosen. */
  readonly look: (isFurther?: boolean) => void
}

const CHECKS: readonly Check[] = ['network', 'finder', 'doors', 'people']

export function useDoctor(): DoctorView {
  const [state, setState] = useState<DoctorState>(() => begun(CHECKS, false))
  /** The look whose answer counts: the last one begun. */
  const current = useRef(0)
  const isLooking = useRef(false)
  const look = useCallback((isFurther = false) => {
    current.current += 1
    const mine = current.current
    isLooking.current = true
    setState(begun(isFurther ? [...CHECKS, 'subnet'] : CHECKS, isFurther))
    void (async () => {
      const isPortalChosen = isFurther && (await hasPortalChosen())
      if (mine === current.current && isPortalChosen) setState(begun([...CHECKS, 'subnet', 'portal'], true))
      const answer = isFurther ? await call('doctor.lookFurther', { subnet: true, portal: isPortalChosen }) : await call('doctor.look')
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

async function hasPortalChosen(): Promise<boolean> {
  const options = await call('doctor.options')
  return options.ok && options.value.portalCheck !== undefined
}

function begun(checks: readonly Check[], isFurther: boolean): DoctorState {
  return { phase: 'looking', isFurther, checks: checks.map((check) => [check, 'waiting'] as const) }
}

function withCheck(state: DoctorState, check: Check, now: CheckState): DoctorState {
  if (state.phase !== 'looking') return state
  return { ...state, checks: state.checks.map((each) => (each[0] === check ? ([check, now] as const) : each)) }
}
