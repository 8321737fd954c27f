import type { Draft } from '../requests/draft.ts'
import type { Trigger } from '../requests/trigger.ts'
import type { Settings } from './settings.ts'

/** Request with the triggers that ask for a task or for a synchronous response. */
export interface Invocation {
  readonly draft: Draft
  /** Kind of response that the dialect documents for the request. */
  readonly expects: 'reply' | 'task'
  /** Triggers that ask for a task. */
  readonly triggersFor: readonly Trigger[]
  /** Triggers that ask for a synchronous response. */
  readonly triggersAgainst: readonly Trigger[]
}

/** Paid request. */
export interface PlannedGeneration extends Invocation {
  /** Number of images that the gateway charges. */
  readonly images: number
  /** Largest number of images that a gateway might charge that does not clamp the number as documented. */
  readonly imagesAtMost: number
  /** Seconds for which the request asks the gateway to wait for the end of the task, and the draft without the wait. */
  readonly wait?: { readonly seconds: number; readonly without: Draft }
  /** Draft without the variant, sent if the gateway refuses the variant. */
  readonly plainDraft: Draft
  /** Tiers to ask for, each with a name of the tier field; the first name wins. */
  readonly tiers: Settings['tiers']
  /** Fields whose value a gateway may refuse. */
  readonly extras: Settings['extras']
}
