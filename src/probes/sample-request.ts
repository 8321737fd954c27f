import type { Node } from '../contract/document.ts'
import type { Dialect } from '../dialect/schema.ts'

/** A request for images that works, which the user took from the documents of a gateway. It never has the key. */
export interface SampleRequest {
  /** Operation relative to the base URL, such as `POST /images/generations`; undefined if only the body is known. */
  readonly operation: string | undefined
  /** How the key is sent; undefined if the request has no key. */
  readonly auth: Pick<Dialect['auth'], 'in' | 'name' | 'scheme'> | undefined
  /** Parameters of the query that every request gets, such as the version of the API. */
  readonly query?: Readonly<Record<string, string>>
  /** Members of a JSON body; undefined for a form. */
  readonly json: Node | undefined
  /** Names and texts of a form; undefined for a JSON body. */
  readonly form: readonly (readonly [name: string, text: string])[] | undefined
  /** Names of the files of a form. */
  readonly files: readonly string[]
}

/** The sample request of a run, and what all requests need of it. */
export interface Sample {
  readonly request: SampleRequest
  /** Adds members to every later JSON body, and texts to every later form, that lacks them. */
  require(members: Node): void
}

const promptName = /^((text_?|positive_?)?prompt(_?text)?|text|input|description|caption|query)$/i
const modelName = /^(model|model_?(id|name)|version|engine)$/i

/** Finds the name of the prompt, also of a nested one: `/input/prompt`. Undefined if no member of the body looks like a prompt. */
export const findPromptName = (body: Node): string | undefined => findText(body, promptName)

/** Finds the name of the model at the top of the body. Undefined if no member looks like a model. */
export const findModelName = (body: Node): string | undefined =>
  Object.keys(body).find((name) => modelName.test(name) && typeof body[name] === 'string')

function findText(body: Node, name: RegExp): string | undefined {
  const own = Object.keys(body).find((member) => name.test(member) && typeof body[member] === 'string')
  if (own !== undefined) return own
  for (const [member, value] of Object.entries(body)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const nested = findText(value as Node, name)
    if (nested !== undefined) return `/${member}${nested.startsWith('/') ? nested : `/${nested}`}`
  }
  return undefined
}
