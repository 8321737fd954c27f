import { json, type Reply } from '../support/mock.ts'

// The shipped gateways, and how a test sends requests to each.

export const ids = ['openai', 'dimilinks', 'apigo', 'gpt-best', 'ezlink'] as const
export type Id = (typeof ids)[number]

/** Gateways with asynchronous tasks. */
export const asyncIds = ['dimilinks', 'gpt-best', 'ezlink'] as const
export type AsyncId = (typeof asyncIds)[number]

/** Returns the path of a synchronous generation. */
export const generations = (id: Id): string => `/${id}/v1/images/generations`

/** Paths that submit a task. */
export const submissions: Readonly<Record<AsyncId, string>> = {
  dimilinks: '/dimilinks/v1/images/generations?async=true',
  'gpt-best': '/gpt-best/v1/images/generations?async=true',
  ezlink: '/ezlink/v1/async/images/generations',
}

const polls: Readonly<Record<AsyncId, string>> = {
  dimilinks: '/dimilinks/v1/tasks/',
  'gpt-best': '/gpt-best/v1/images/tasks/',
  ezlink: '/ezlink/v1/async/images/result?taskid=',
}

/** Returns the path that polls the task of a submit reply. */
export const pollOf = (id: AsyncId, { json: { task_id } }: Reply): string => `${polls[id]}${task_id}`

/** Creates a generation request that the gateway accepts. */
export const ask = (id: Id, fields: object = {}, headers: Record<string, string> = {}): RequestInit =>
  json({ prompt: 'a fox', model: id === 'apigo' ? 'gpt-image-1' : 'gpt-image-2', ...fields }, headers)

/** Returns the header that selects a scenario. */
export const under = (scenario: string) => ({ 'x-proofsheet-scenario': scenario })
/** Returns the header with an API key. */
export const by = (key: string) => ({ authorization: `Bearer ${key}` })

/** Reads a poll reply: the state, the reason of a failure, and the links. */
export const readPoll: Readonly<Record<AsyncId, (reply: Reply) => [state: string, reason: unknown, links: string[]]>> =
  {
    dimilinks: ({ json: { status, error, result } }) => [status, error, links(result?.data)],
    'gpt-best': ({ json: { data } }) => [data.status, data.fail_reason, links(data.data?.data)],
    ezlink: ({ json: { task_status, message, image_urls } }) => [task_status, message, image_urls],
  }

const links = (items: { url: string }[] = []) => items.map(({ url }) => url)
