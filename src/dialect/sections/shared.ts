import { z } from 'zod'
import { idTemplatePattern } from '../id-template.ts'
import { templateWords } from '../reply-template.ts'
import { timeForms, timePattern } from '../times.ts'
import { listRules } from '../words.ts'

export const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON pointer such as /error/message')
export const operationKey = z
  .string()
  .regex(/^(GET|POST|PUT|DELETE) \/\S*$/, 'expected a method and a path of the contract, such as GET /tasks/{task_id}')
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
export const constant = z.union([scalar, z.array(z.unknown()), z.record(z.string(), z.unknown())])
export const texts = z.array(z.string()).min(1)
/** Name of a field of a JSON body, or of a member of an object in the body. */
export const bodyName = z
  .string()
  .regex(/^(?!\/)|^(\/([^~/]|~[01])*)+$/, 'expected a name, or a JSON pointer such as /input/prompt')
export const bodyNames = z.array(bodyName).min(1)
/** Names of parts of a form. */
export const formNames = z
  .array(
    z
      .string()
      .regex(/^(?!\/)/, 'expected a plain name, because a form has no nested fields: put a JSON pointer under json'),
  )
  .min(1)
/** Says how to name a field of an object inside the body, for descriptions. */
export const nestedWords = (example: string, within = 'the body'): string =>
  `A name that starts with / is a JSON pointer into ${within}: ${example}.`
export const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'expected the name of an HTTP header, such as X-Request-Id')
/** HTTP status whose response may have a body. */
export const status = z
  .int()
  .min(200)
  .max(599)
  .refine((code) => ![204, 205, 304].includes(code), 'expected an HTTP status whose response may have a body')
/** Policies of a gateway that does without a value or a condition, or insists on it. */
export const acceptOrReject = z.enum(['accept', 'reject'])
export const count = z.int().nonnegative()

/** Meaning of each form of a result, for descriptions. */
export const formWords =
  'relative: a link without the origin. absolute: a link with the origin. data: a data URL in the place of links. base64: base64 text. base64Data: a data URL in the place of base64 text.'

/** Meaning of each form of a time, for descriptions. */
const timeWords =
  'seconds: whole seconds since 1970. milliseconds: whole milliseconds since 1970. iso8601: a text such as 2026-11-29T10:00:00.000Z. Any other text is a pattern in UTC, such as YYYY-MM-DD HH:mm:ss.'

/** Describes the form of the times in a document. */
export const timeForm = (where: string) =>
  z
    .union([
      z.enum(timeForms),
      z
        .string()
        .regex(timePattern, 'expected seconds, milliseconds, iso8601, or a pattern such as YYYY-MM-DD HH:mm:ss'),
    ])
    .meta({ title: `Form of times in ${where}`, description: `${timeWords} Default: seconds.` })

export const failureTemplate = z.string().meta({
  title: 'Template of the failure text',
  description: 'Joins a failure into one text: {code} is the error code, {message} the message. Default: {message}.',
})

const places = z.union([pointer, z.array(pointer).min(1)])

/** Describes the place of a value in a document of the provider; `form` names the unit or form of the value. */
export const place = (value: string, form = '') =>
  places.exactOptional().meta({
    title: `Place of ${value}`,
    description: `JSON pointer to ${value}${form && `, ${form}`}. Several pointers hold the same value.`,
  })

/** Places that say until when the links of a document work. */
export const linkPlaces = {
  linkExpiresAt: place('the end of the links', 'in the form of `time`'),
  linkTtlSeconds: place('the lifetime of the links', 'in seconds'),
}

/** Places of the numbers of images that were made and that failed. */
export const countPlaces = {
  succeededCount: place('the number of images that were made'),
  failedCount: place('the number of images that failed'),
}

/** Places of the numbers of tokens. */
export const usagePlaces = {
  inputTokens: place('the number of input tokens'),
  inputTextTokens: place('the number of input tokens of the prompt'),
  inputImageTokens: place('the number of input tokens of reference images'),
  outputTokens: place('the number of output tokens'),
  outputTextTokens: place('the number of output tokens of text'),
  outputImageTokens: place('the number of output tokens of images'),
  totalTokens: place('the number of all tokens'),
}

/** Places of the request's settings that a document repeats. */
export const echoPlaces = {
  background: place('the background', 'as the request named it or as it was resolved'),
  quality: place('the quality', 'as the request named it or as it was resolved'),
  format: place('the image format'),
  size: place('the image size', 'in pixels or as the request named it'),
  user: place("the caller's user id"),
}

/** Members that every document has, by JSON pointer. */
export const fixed = z
  .record(pointer, constant.meta({ title: 'Constant value', description: 'Value of the member at this JSON pointer.' }))
  .meta({
    title: 'Constant members',
    description: `Members with the same value in every document, by JSON pointer. A value from the lens goes first. Texts may have parts that differ: ${templateWords}`,
  })

/** Names the parameter of a path that holds a value. `note` says more about the value. */
export const pathPlace = (value: string, note = '') =>
  z
    .strictObject({
      in: z
        .enum(['path'])
        .meta({ title: `Place of ${value} in the request`, description: 'path: a parameter of the path.' }),
      name: z.string().meta({
        title: `Parameter with ${value}`,
        description: `Name of the parameter that holds ${value}${note}.`,
      }),
    })
    .meta({ title: `Name of ${value} in the request`, description: `How a request names ${value}${note}.` })

/** Members that name the parameter of the query that holds a value. */
export const queryPlace = (value: string) => ({
  in: z.enum(['query']).meta({ title: `Place of ${value}`, description: 'query: a parameter of the query.' }),
  name: z.string().meta({
    title: `Query parameter with ${value}`,
    description: `Name of the query parameter that holds ${value}.`,
  }),
})

/** Text template of generated ids. */
export const idTemplate = z.string().regex(idTemplatePattern, 'expected a template such as img_{hex:24} or {uuid}')

export const responseHeaders = z.record(
  headerName,
  z.string().meta({
    title: 'Value of the response header',
    description: `Text that the header of this name has. ${templateWords}`,
  }),
)

export const itemLens = z.strictObject({
  url: place('the image link', 'or of a data URL where the form of results says so'),
  base64: place('the base64 text of the image', 'or of a data URL where the form of results says so'),
  fileId: place('the file id of the image'),
  mediaType: place('the media type of the image', 'such as image/png'),
  revisedPrompt: place('the prompt that the gateway used'),
  index: place('the number of the image', 'from 0'),
  errorCode: place('the error code of an image that failed'),
  errorMessage: place('the error message of an image that failed'),
  ...linkPlaces,
})
export type ItemLens = z.infer<typeof itemLens>

/** Texts of JSON in a document. */
export const jsonTexts = z.array(pointer.min(1)).min(1).optional().meta({
  title: 'Texts of JSON',
  description:
    'JSON pointers to members whose value is a text of JSON, such as /data/result for { "data": { "result": "{\\"urls\\": []}" } }. Places may go through the text: /data/result/urls. Default: the texts whose schema in the contract says contentMediaType: application/json.',
})

/** Rule for documents that hold one image: in a list, or the image alone. */
export const listRule = z.enum(listRules).optional().meta({
  title: 'List of images',
  description:
    'If the images are a list. always: a list, even of one image. severalOnly: a list of several images, and one image without a list. never: one image without a list. Default: always.',
})
