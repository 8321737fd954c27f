import { isNode } from '../../contract/document.ts'
import { readField } from '../../dialect/body-field.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { RequestBody } from '../model/body.ts'
import type { Call } from '../request/call.ts'

/**
 * Checks whether the request asks for a task. The first place with a decision wins, by the dialect's order of precedence; within
 * a place, one trigger is enough.
 */
export function wantsAsync({ provider: { dialect }, request, query: searchParams }: Call, body: RequestBody): boolean {
  const { triggers = [], precedence = ['query', 'header', 'body'] } = dialect.async ?? {}
  const { query } = dialect.request.booleans
  const bodyValue = (name: string) => (isNode(body.value) ? readField(body.value, name) : undefined)
  const queryValue = (name: string) => {
    const text = searchParams.get(name) ?? ''
    return query.true.includes(text) ? true : query.false.includes(text) ? false : undefined
  }
  for (const place of precedence) {
    let isDecided = false
    for (const trigger of triggers) {
      if (trigger.in !== place) continue
      if (trigger.in === 'header') {
        const tokens = headerOf(request, trigger.name.toLowerCase())
          ?.split(',')
          .map((token) => token.trim().toLowerCase())
        if (tokens?.includes(trigger.token.toLowerCase())) return true
        continue
      }
      const value = trigger.in === 'query' ? queryValue(trigger.name) : bodyValue(trigger.name)
      if (value === trigger.equals) return true
      isDecided ||= typeof value === 'boolean'
    }
    if (isDecided) return false
  }
  return false
}
