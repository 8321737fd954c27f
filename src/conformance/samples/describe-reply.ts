import type { DialectFile } from '../../dialect/schema.ts'
import { guessTimeForm } from '../../dialect/times.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { defined } from '../../values/defined.ts'
import { constantsIn, findJsonTexts, type ImagePlace, type Leaf, listLeaves } from './find-members.ts'
import type { ReplySample } from './reply-sample.ts'

export type Sections = Pick<DialectFile, 'async' | 'tasks' | 'results' | 'images'>

/** Describes a reply that holds the images. */
export function describeReply(
  request: SampleRequest,
  submit: ReplySample | undefined,
  images: ImagePlace | undefined,
): Sections {
  const place = images ?? usualImages
  const leaves = listLeaves(submit?.json)
  const createdAt = findTime(leaves, createdNames)
  const fixed = {
    ...constantsIn(leaves, [place.items, createdAt?.pointer ?? '-']),
    ...modelsIn(leaves, request),
  }
  return {
    results: {
      reply: {
        lens: { ...defined({ createdAt: createdAt?.pointer }), items: place.items },
        ...findJsonTexts(submit?.json, [place.items, ...Object.keys(fixed)]),
        ...defined({ time: createdAt?.form }),
        ...(place.isList ? {} : { list: 'never' as const }),
        ...(Object.keys(fixed).length > 0 ? { fixed: fixed as Record<string, string> } : {}),
      },
      item: place.item,
      ...formsOf(place),
    },
    ...(place.isList ? {} : { images: { n: { max: 1 } } }),
  }
}

/** Place of the images of most gateways, where no reply shows it. */
export const usualImages: ImagePlace = { items: '/data', isList: true, item: { url: '/url' }, form: 'absolute' }

/** States the forms of the images, where they differ from the default. */
export const formsOf = ({ form }: ImagePlace) =>
  form === 'absolute' || form === 'base64' ? {} : { forms: [form], default: form }

export const createdNames = /^(created(_?at)?|create_?time|created_?time|submit_?time)$/i

/** Lists the members that repeat the model of the request, each as the placeholder of the model. */
export const modelsIn = (leaves: readonly Leaf[], { json, form }: SampleRequest): Record<string, string> => {
  const isModel = (name: string) => /^model(_?id|_?name)?$/i.test(name)
  const names = [...Object.keys(json ?? {}), ...(form ?? []).map(([name]) => name)]
  const found = leaves.filter(
    ({ name, value, path }) => isModel(name) && typeof value === 'string' && path.every((part) => !/^\d+$/.test(part)),
  )
  return names.some(isModel) ? Object.fromEntries(found.map(({ pointer }) => [pointer, '{model}'])) : {}
}

/** Finds a time. Its form is undefined for seconds, which are usual. */
export const findTime = (leaves: readonly Leaf[], names: RegExp) =>
  leaves.flatMap(({ name, pointer, value }) => {
    const isTime = names.test(name) && (typeof value !== 'number' || /^\d{10}(\d{3})?$/.test(String(value)))
    const form = isTime ? guessTimeForm(value) : undefined
    return form === undefined ? [] : [{ pointer, form: form === 'seconds' ? undefined : form }]
  })[0]
