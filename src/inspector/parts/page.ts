import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { GatewayView, WorldRow } from '../../engine/admin/wire.ts'
import type { Route } from '../route.ts'
import type { Words } from '../words.ts'

export interface Scenario {
  readonly name: string
  readonly about: string
}

/** Data and actions that every part of the page may use. */
export interface Page {
  readonly words: Words
  readonly route: Route
  readonly gateways: readonly GatewayView[]
  readonly scenarios: readonly Scenario[]
  readonly worlds: readonly WorldRow[]
  /** Says a sentence where every reader notices the sentence, also without looking. */
  readonly say: (text: string) => void
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('a part of the page is outside of the page: render the part in App')
  return page
}

/** Says why something failed. */
export const useAct = () => {
  const { say } = usePage()
  return (act: () => Promise<unknown>) => {
    act().catch((error: Error) => say(error.message))
  }
}
