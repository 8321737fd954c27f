import type { Dialect, Wait } from '../../dialect/schema.ts'
import type { Draft } from './draft.ts'

export type Trigger = NonNullable<NonNullable<Dialect['async']>['triggers']>[number]
export type TriggerPlace = Trigger['in']

/**
 * Asks for a task through the trigger, or against a task if `wantsTask` is false. A header cannot ask against a task.
 * `wordIndex` picks one of the words that the gateway has for a boolean in a query or a form.
 */
export function withTrigger(dialect: Dialect, trigger: Trigger, wantsTask = true, wordIndex = 0) {
  return (draft: Draft): Draft => {
    if (trigger.in === 'header') return { ...draft, headers: { ...draft.headers, [trigger.name]: trigger.token } }
    const value = trigger.equals === wantsTask
    const text = (kind: 'query' | 'multipart') => {
      const words = dialect.request.booleans[kind][`${value}`]
      return words[wordIndex % words.length] ?? `${value}`
    }
    if (trigger.in === 'query') return { ...draft, query: { ...draft.query, [trigger.name]: text('query') } }
    return {
      ...draft,
      nativeFields: { ...draft.nativeFields, [trigger.name]: draft.encoding === 'json' ? value : text('multipart') },
    }
  }
}

/** Wait that HTTP defines, in RFC 7240. */
export const usualWait = { in: 'header', name: 'Prefer', token: 'wait', document: 'poll' } as const satisfies Wait

/** Asks the gateway to wait for the end of the task, beside the words that the header has already. */
export function withWait({ in: place, name, ...rest }: Wait, seconds: number) {
  return (draft: Draft): Draft => {
    if (place === 'query') return { ...draft, query: { ...draft.query, [name]: String(seconds) } }
    if (place === 'body') return { ...draft, nativeFields: { ...draft.nativeFields, [name]: seconds } }
    const word = 'token' in rest && rest.token !== undefined ? `${rest.token}=${seconds}` : String(seconds)
    const before = Object.entries(draft.headers ?? {}).find(([other]) => other.toLowerCase() === name.toLowerCase())
    const headers = { ...draft.headers, [before?.[0] ?? name]: before ? `${before[1]}, ${word}` : word }
    return { ...draft, headers }
  }
}
