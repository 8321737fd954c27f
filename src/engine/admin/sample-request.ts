import { fillPath } from '../../contract/path-template.ts'
import { readBaseRequests } from '../../dialect/base-request.ts'
import { toJsonBody } from '../../dialect/body-field.ts'
import { usualModel } from '../../dialect/models.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, ImageOperation } from '../../dialect/schema.ts'
import type { CodeRequest } from '../../http/to-code.ts'
import type { MountedProvider } from '../request/call.ts'
import { mockBaseUrl } from './mock-base-url.ts'

/** Request to try at a mock, with a body of JSON. */
export interface SampleRequest extends CodeRequest {
  readonly body: string
}

const sampleKey = 'sk-test'

/**
 * Makes a request for the first generate operation with a JSON body, asynchronous if the operation can be. Returns undefined if
 * the provider has no such operation.
 */
export function sampleRequest(
  origin: string,
  provider: Pick<MountedProvider, 'mount' | 'contract' | 'dialect'>,
): SampleRequest | undefined {
  const { dialect } = provider
  const operation = Object.values(dialect.operations).find(
    (candidate): candidate is ImageOperation => candidate.does === 'generate' && candidate.bodies.includes('json'),
  )
  if (!operation) return undefined
  const base = readBaseRequests(provider.contract, dialect).get(operation.at)
  const path = fillPath(operation.at.replace(/^\S+ /, ''), base?.path ?? {})
  const trigger =
    operation.async === 'asked' ? dialect.async?.triggers?.find((candidate) => candidate.in === 'query') : undefined
  const { in: place, name: keyName, scheme } = dialect.auth
  const query = new URLSearchParams({
    ...base?.query,
    ...(trigger ? { [trigger.name]: String(trigger.equals) } : {}),
    ...(place === 'query' ? { [keyName]: sampleKey } : {}),
  })
  const values: [CanonicalField, string | undefined][] = [
    ['model', usualModel(dialect.models)],
    ['prompt', 'A red fox on a green hill'],
  ]
  const entries = values.flatMap(([field, value]) => {
    const [name] = fieldNamesIn(dialect, field, 'json')
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return {
    method: 'POST',
    url: `${mockBaseUrl(origin, provider)}${path}${query.size > 0 ? `?${query}` : ''}`,
    headers: {
      ...(place === 'header' ? { [keyName]: `${scheme ? `${scheme} ` : ''}${sampleKey}` } : {}),
      ...base?.headers,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ ...base?.json, ...toJsonBody(entries) }),
  }
}
