/** Whether Tab enters the parts now: in a conversation only those of the message the keys are on. */
import { createContext, useContext } from 'react'

export const TabStopContext = createContext<0 | -1>(0)

export function useTabIndex(): 0 | -1 {
  return useContext(TabStopContext)
}
