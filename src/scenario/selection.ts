/** A scenario that a caller asks for: `rate-limited`, or `rate-limited;times=2` for the first two requests only. */
export interface ScenarioSelection {
  readonly name: string
  readonly times: number | undefined
}

/** The name by which none is asked for. */
export const noScenario = 'none'

/** Reads `name` or `name;times=N`; undefined for what is neither. */
export function parseSelection(text: string): ScenarioSelection | undefined {
  const [, name, times] = text.trim().match(/^([a-z0-9][a-z0-9-]*)(?:\s*;\s*times=([1-9]\d{0,5}))?$/) ?? []
  return name === undefined ? undefined : { name, times: times === undefined ? undefined : Number(times) }
}

/** A wish as `readWish` reads it. */
export const formatSelection = ({ name, times }: ScenarioSelection): string =>
  times === undefined ? name : `${name};times=${times}`

/** What a magic prompt asks for: `a fox [proofsheet:moderated]`. */
export const selectionInPrompt = (prompt: string): string | undefined => prompt.match(/\[proofsheet:([^\]]*)\]/)?.[1]

/** What a magic key asks for: `sk-proofsheet-rate-limited`, or with a tail that tells callers apart, `sk-proofsheet-slow.17`. */
export const selectionInKey = (key: string): string | undefined => key.match(/^(?:sk-)?proofsheet-([^.]*)/)?.[1]
