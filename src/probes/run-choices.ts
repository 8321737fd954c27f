/** Choices of a run that no document makes. */
export interface RunChoices {
  /** Number that picks the sizes to ask for among the documented ones. */
  readonly seed: number
  /** True to pay for images beyond the plan, which show what no other response shows. */
  readonly isThorough: boolean
  /** True if the gateway can send callbacks to the run. */
  readonly takesCallbacks?: boolean
}

/** Choices of a run that names none. */
export const usualChoices: RunChoices = { seed: 0, isThorough: false }
