import type { Dialect } from '../../dialect/schema.ts'
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
    const text = (kind: 'query' | 'multipart') => {
      const words = facts.request.booleans[kind][`${said}`]
      return words[word % words.length] ?? `${said}`
    }
    if (trigger.in === 'query') return { ...draft, query: { ...draft.query, [trigger.name]: text('query') } }
    return { ...draft, own: { ...draft.own, [trigger.name]: draft.encoding === 'json' ? said : text('multipart') } }
  }
}
