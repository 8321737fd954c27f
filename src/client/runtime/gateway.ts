import type { Clock } from '../../time/system-clock.ts'
import type {
  CallOptions,
  ClientDialect,
  ClientOperation,
  ClientRequestParts,
  Image,
  Kind,
  Progress,
  Result,
  StreamedImage,
  SubmitOptions,
  Submitted,
  WaitOptions,
} from './types.ts'

/** A successful response and its document. */
export type Reply = readonly [document: unknown, response: Response]

/** A gateway with the ways to send requests to it. Each throws an error value where there is no success. */
export interface Gateway {
  readonly dialect: ClientDialect
  /** Origin of the gateway; empty if the base URL is a path. */
  readonly origin: string
  readonly clock: Clock | undefined
  readonly parts: Parts
  /** Sends a request with the key. */
  send(method: 'get' | 'post', path: string, init: object): Promise<Reply>
  /** Sends the request of an image operation after checking the documented limits. */
  post(kind: Kind, fields: object, options: SubmitOptions, isStream?: boolean): Promise<Reply>
  /** Reads the images of the reply to such a request, after the end of the task that the reply names. */
  finish(reply: Reply, options: CallOptions): Promise<Image[]>
}

/** State of a task, with its images. */
export type Task = Progress & { readonly images: Image[] }
/** Functions about tasks. Each throws an error value if the task has failed. */
export interface Tasks {
  readTask(id: string | undefined, reply: Reply): Task
  fetchTask(task: Submitted, options: CallOptions): Promise<Task>
  wait(task: Submitted, options: WaitOptions): Promise<Image[]>
}

type Files = readonly (string | Blob)[]
type Values = Readonly<Record<string, unknown>>
type NewRequest = new (url: string, init?: RequestInit) => Request

/** Functions that only some gateways need. A generated client has those that its dialect uses. */
export interface Parts {
  /** Functions that describe a limit that the fields exceed. */
  readonly checks?: readonly ((operation: ClientOperation, fields: Values) => string | undefined)[]
  readonly keyedRequest?: (name: string, key: string) => typeof Request
  /** Creates the requests for images of a gateway that requires the key for them. */
  readonly toKeyedImage?: (target: URL, origin: string, KeyedRequest: NewRequest, init: RequestInit) => Request
  readonly toForm?: (operation: ClientOperation, fields: Values, images: Files, mask?: string | Blob) => FormData
  readonly toJson?: (
    operation: ClientOperation,
    fields: Values,
    images: Files,
    mask: string | Blob | undefined,
    toLink: (image: Blob) => Promise<string>,
  ) => Promise<unknown>
  /** Converts a file to a text that a JSON body can carry. */
  readonly toLink?: (gateway: Gateway, image: Blob, options: CallOptions & { bare?: boolean }) => Promise<string>
  readonly createTasks?: (gateway: Gateway) => Tasks
  /** Gets the images of an ended task from their own endpoint. */
  readonly readResult?: (
    dialect: ClientDialect,
    id: string,
    polled: Result<Task>,
    ask: () => Promise<Result<Reply>>,
  ) => Promise<Task>
  /** Asks the gateway to wait for the end of a task. */
  readonly toHold?: (dialect: ClientDialect, seconds: number) => ClientRequestParts
  /** Reads a task that has ended while its request waited. */
  readonly readHeld?: (dialect: ClientDialect, tasks: Tasks, id: string | undefined, reply: Reply) => Image[]
  readonly streamImages?: (
    gateway: Gateway,
    kind: Kind,
    fields: object,
    options: CallOptions,
  ) => AsyncGenerator<Result<StreamedImage>, void>
}
