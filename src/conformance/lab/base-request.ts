import { isNode } from '../../contract/document.ts'
import type { Contract } from '../../contract/load.ts'
import { pathPattern, replaceParameters } from '../../contract/path-template.ts'
import { readBaseRequests } from '../../dialect/base-request.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Ask } from '../../probes/ask.ts'

/** Adds to a request what the contract requires of its operation and no probe knows. */
export type Complete = (ask: Ask) => Ask

/**
 * Creates a function that completes requests: required members of the body, query and path parameters and headers that the
 * dialect does not name, with the value of the contract's example, default or enum. A request that has a member keeps its
 * value, and an unreadable body stays as it is.
 */
export function createCompletion(contract: Contract, dialect: Dialect): Complete {
  const bases = readBaseRequests(contract, dialect)
  const patterns = [...bases].map(([route, base]) => ({ pattern: new RegExp(`^${pathPattern(route)}$`), base }))
  // A probe fills in the id of a task or a file itself.
  const findBase = (route: string) => bases.get(route) ?? patterns.find(({ pattern }) => pattern.test(route))?.base
  return ({ pathParameters, ...ask }) => {
    const base = findBase(`${ask.method} ${ask.path}`)
    const values = { ...base?.path, ...pathParameters }
    const path = replaceParameters(ask.path, (name) => {
      const value = values[name]
      return value === undefined ? `{${name}}` : encodeURIComponent(value)
    })
    if (!base) return { ...ask, path }
    const completed = {
      ...ask,
      path,
      ...withEntries('query', { ...base.query, ...ask.query }),
      ...withEntries('headers', { ...base.headers, ...ask.headers }),
    }
    if (isNode(ask.json)) return { ...completed, json: { ...base.json, ...ask.json } }
    if (!ask.form) return completed
    const present = new Set(ask.form.map(([name]) => name))
    const missing = Object.entries(base.form).filter(([name]) => !present.has(name))
    return { ...completed, form: [...ask.form, ...missing.map(([name, value]) => [name, String(value)] as const)] }
  }
}

const withEntries = (name: 'query' | 'headers', entries: Readonly<Record<string, string>>) =>
  Object.keys(entries).length > 0 ? { [name]: entries } : {}
