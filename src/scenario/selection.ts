/** A scenario that a request selects: `rate-limited`, or `rate-limited;times=2` to affect the first two requests only. */
export interface ScenarioSelection {
  readonly name: string
  readonly times: number | undefined
}

/** Name that selects no scenario. */
export const noScenario = 'none'

/** Parses `name` or `name;times=N`; undefined for any other text. */
export function parseSelection(text: string): ScenarioSelection | undefined {
  const [, name, times] = text.trim().match(/^([a-z0-9][a-z0-9-]*)(?:\s*;\s*times=([1-9]\d{0,5}))?$/) ?? []
  return name === undefined ? undefined : { name, times: times === undefined ? undefined : Number(times) }
}

/** Formats a selection so that `parseSelection` reads it back. */
export const formatSelection = ({ name, times }: ScenarioSelection): string =>
  times === undefined ? name : `${name};times=${times}`

/** Finds the selection in a magic prompt: `moderated` in `a fox [proofsheet:moderated]`. */
export const selectionInPrompt = (prompt: string): string | undefined => prompt.match(/\[proofsheet:([^\]]*)\]/)?.[1]

/**
 * Finds the selection in a magic key: `rate-limited` in `sk-proofsheet-rate-limited`. A suffix after a dot gives each caller a
 * key of its own: `sk-proofsheet-slow.17`.
 */
export const selectionInKey = (key: string): string | undefined => key.match(/^(?:sk-)?proofsheet-([^.]*)/)?.[1]
