import { useEffect, useState } from 'preact/hooks'

export const views = ['requests', 'images', 'tasks', 'charges', 'scenarios', 'keys', 'gateways'] as const
export type View = (typeof views)[number]

/** View of the page with its parameters, as the fragment of its address keeps it: `#/requests?status=4xx`. */
export interface Route {
  readonly view: View
  readonly params: Readonly<Record<string, string>>
}

export function parseRoute(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#\/?/, '').split('?')
  const view = views.find((candidate) => candidate === path) ?? 'requests'
  return { view, params: Object.fromEntries(new URLSearchParams(query)) }
}

/** Writes a route as a fragment. Empty parameters are left out. */
export function formatRoute({ view, params }: Route): string {
  const given = Object.entries(params).filter(([, value]) => value !== '')
  return `#/${view}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`
}

/** Parameters that stay when the reader changes the view. */
const lasting = ['key', 'lang']

/** Returns the fragment of a view with the parameters that all views share. */
export const linkTo = ({ params }: Route, view: View, more: Route['params'] = {}): string =>
  formatRoute({
    view,
    params: { ...Object.fromEntries(Object.entries(params).filter(([name]) => lasting.includes(name))), ...more },
  })

/** Returns the route of the address, and follows the address. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

/** Changes parameters of the present route. `isStep` keeps the state before in the history of the browser. */
export function setParams(route: Route, changes: Route['params'], isStep = false): void {
  const fragment = formatRoute({ view: route.view, params: { ...route.params, ...changes } })
  if (isStep) location.hash = fragment
  else {
    history.replaceState(null, '', fragment)
    dispatchEvent(new HashChangeEvent('hashchange'))
  }
}
