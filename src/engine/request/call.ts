import type { ContractOperation } from '../../contract/load.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { Balance, Cause, Dialect, ImageOperation, Poll, TaskList } from '../../dialect/schema.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { digestOfParts } from '../model/digest.ts'
import type { Problem } from '../model/problem.ts'
import type { Prism } from '../validate/validator.ts'
import { type Credential, keyIn } from './credential.ts'
import type { Entered, Steered, World, Worlds } from './worlds.ts'

/** Action of an operation, by the dialect. A `passthrough` operation has no state: Prism negotiates the response. */
export type Role =
  | { readonly does: 'create'; readonly operation: Omit<ImageOperation, 'at'> }
  | { readonly does: 'poll'; readonly poll: Poll }
  | { readonly does: 'list'; readonly list: TaskList }
  | { readonly does: 'result'; readonly id: Poll['id'] }
  | { readonly does: 'cancel'; readonly cancel: NonNullable<Dialect['tasks']['cancel']> }
  | { readonly does: 'image' }
  | { readonly does: 'file'; readonly action: 'upload' | 'retrieve' | 'remove'; readonly files: FilesDialect }
  | { readonly does: 'model'; readonly parameter: string }
  | { readonly does: 'balance'; readonly balance: Balance }
  | { readonly does: 'reject'; readonly cause: Cause }
  | { readonly does: 'passthrough' }

export type FilesDialect = NonNullable<Dialect['files']>

/** A provider that a mock serves. */
export interface MountedProvider extends Provider {
  /** Path under which the mock serves the provider: `/<id>`, or empty at the root. */
  readonly mount: string
}

/** A provider that a mock serves, with the validator of its contract. */
export interface ServedProvider extends MountedProvider {
  readonly prism: Prism
}

/** Request with the parameters of its path and its key. */
export interface ReceivedRequest {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly credential: Credential
}

/** Request with its provider and operation. Values that few requests need are computed on first use. */
export class Call {
  readonly provider: ServedProvider
  readonly operation: ContractOperation
  readonly role: Role
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly credential: Credential
  /** Key of the caller, without the optional prefix. */
  readonly key: string | undefined
  readonly world: World
  /** State of the mock, with the counts of the user to whom the key belongs. */
  readonly root: Steered
  /** Refuses the request, because the mock cannot answer any. */
  readonly refusal: Problem | undefined
  /** Number of the request in its world, from 0. */
  readonly number: number
  readonly #seed: string
  #url: URL | undefined
  #query: URLSearchParams | undefined
  #requestId: string | undefined

  constructor(
    provider: ServedProvider,
    { operation, role }: { operation: ContractOperation; role: Role },
    { request, params, credential }: ReceivedRequest,
    { world, number, refusal }: Entered & { readonly refusal?: Problem | undefined },
    { worlds, seed }: { worlds: Worlds; seed: string },
  ) {
    this.provider = provider
    this.operation = operation
    this.role = role
    this.request = request
    this.params = params
    this.credential = credential
    this.key = keyIn(credential)
    this.world = world
    this.number = number
    this.refusal = refusal
    this.root = worlds.root
    this.#seed = seed
  }

  get url(): URL {
    this.#url ??= new URL(this.request.url)
    return this.#url
  }

  get query(): URLSearchParams {
    const [address = ''] = this.request.url.split('#')
    const start = address.indexOf('?')
    this.#query ??= new URLSearchParams(start < 0 ? '' : address.slice(start + 1))
    return this.#query
  }

  get requestId(): string {
    this.#requestId ??= this.#readEchoedId() ?? this.#createId()
    return this.#requestId
  }

  #readEchoedId(): string | null {
    const { requestId } = this.provider.dialect.headers ?? {}
    return requestId?.echo ? headerOf(this.request, requestId.name.toLowerCase()) : null
  }

  /** Returns 32 hexadecimal digits: 20 of the world, then the number of the request. */
  #createId(): string {
    const { world, number } = this
    world.requestPrefix ??= digestOfParts(20, this.#seed, 'request', world.id)
    return world.requestPrefix + number.toString(16).padStart(12, '0')
  }
}

/**
 * Returns the role of an operation. With `legacy`, a retired operation keeps its former role when the dialect describes the
 * former behaviour.
 */
export function roleOf({ dialect }: Provider, { route }: ContractOperation, legacy: boolean): Role {
  const imageOperation = Object.values(dialect.operations).find((candidate) => candidate.at === route)
  if (imageOperation?.does === 'reject')
    return legacy && imageOperation.legacy
      ? { does: 'create', operation: imageOperation.legacy }
      : { does: 'reject', cause: imageOperation.cause }
  if (imageOperation) return { does: 'create', operation: imageOperation }
  const poll = Object.values(dialect.tasks.polls ?? {}).find((candidate) => candidate.at === route)
  if (poll) return { does: 'poll', poll }
  const taskList = Object.values(dialect.tasks.lists ?? {}).find((candidate) => candidate.at === route)
  if (taskList) return { does: 'list', list: taskList }
  const { result, cancel } = dialect.tasks
  if (result?.at === route) return { does: 'result', id: result.id }
  if (cancel?.at === route) return { does: 'cancel', cancel }
  const { files } = dialect
  const action = files && (['upload', 'retrieve', 'remove'] as const).find((name) => files[name] === route)
  if (action) return { does: 'file', action, files }
  const balance = Object.values(dialect.charges?.balances ?? {}).find((candidate) => candidate.at === route)
  if (balance) return { does: 'balance', balance }
  const { retrieve, list } = dialect.models
  if (list === route) return { does: 'passthrough' }
  if (retrieve?.at === route) return { does: 'model', parameter: retrieve.model.name }
  return dialect.results.image?.at === route ? { does: 'image' } : { does: 'passthrough' }
}
