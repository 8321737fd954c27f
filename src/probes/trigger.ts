import type { Dialect } from '../dialect/schema.ts'
import type { Draft } from './draft.ts'

export type Trigger = NonNullable<NonNullable<Dialect['async']>['triggers']>[number]
export type Place = Trigger['in']

/**
 * The draft with the trigger said: for a task, or against one. `word` counts through the words that a query has for it. A
 * header has no word against.
 */
export function withTrigger(facts: Dialect, trigger: Trigger, isFor = true, word = 0) {
  return (draft: Draft): Draft => {
    if (trigger.in === 'header') return { ...draft, headers: { ...draft.headers, [trigger.name]: trigger.token } }
    const said = trigger.equals === isFor
    if (trigger.in === 'query') {
      const words = facts.request.booleans.query[`${said}`]
      return { ...draft, query: { ...draft.query, [trigger.name]: words[word % words.length] ?? `${said}` } }
    }
    return { ...draft, own: { ...draft.own, [trigger.name]: said } }
  }
}
