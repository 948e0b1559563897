/** The route as state of React: one listener of the address for the whole page. */
import { useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

let known = { hash: location.hash, route: parseRoute(location.hash) }

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute)
}

export function currentRoute(): Route {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parseRoute(location.hash) }
  return known.route
}

/** `replace`: leaves no step to come back to, as when a jump corrects itself. */
export function go(route: Route, options: { readonly replace?: boolean } = {}): void {
  const hash = formatRoute(route)
  if (hash === location.hash) return
  if (options.replace === true) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  dispatchEvent(new Event('routed'))
}

function subscribe(changed: () => void): () => void {
  for (const name of EVENTS) addEventListener(name, changed)
  return () => {
    for (const name of EVENTS) removeEventListener(name, changed)
  }
}

const EVENTS = ['hashchange', 'popstate', 'routed']
