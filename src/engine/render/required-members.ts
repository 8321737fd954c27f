import type { Node } from '../../contract/document.ts'
import { resolveRef } from '../../contract/load.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { createFiller, emptyValue, type FillRequired, namedValue } from '../../contract/required.ts'
import { responseKeyOf } from '../../contract/responses.ts'
import { responseSchemas } from '../../contract/walk.ts'
import { type Lens, pointersOf } from '../../dialect/lens.ts'
import { isLoaded } from '../../dialect/loaded.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { memoizeByObject } from '../../values/memoize.ts'
import type { Reply } from '../model/reply.ts'
import type { Call } from '../request/call.ts'

/**
 * Adds the members that the contract requires and that the dialect did not write, because a client may rely on each of them. A
 * member that the dialect places has no value, so it is null or empty; any other member has the value that the contract names for
 * it.
 */
export function withRequiredMembers({ provider, operation, role }: Call, reply: Reply): Reply {
  if (reply.json === undefined || !isLoaded(provider.dialect) || role.does === 'passthrough' || role.does === 'model')
    return reply
  const fillers = fillersOf(provider)
  const key = `${operation.route} ${reply.status}`
  const known = fillers.get(key)
  const fill = known === undefined ? createFill(provider, operation, reply.status) : known
  fillers.set(key, fill ?? null)
  fill?.(reply.json)
  return reply
}

/** Keeps the fillers of a provider by operation and status; null where the contract requires nothing. */
const fillersOf = memoizeByObject((_provider: Provider) => new Map<string, FillRequired | null>())

function createFill(
  { contract: { document }, dialect }: Provider,
  operation: Call['operation'],
  status: number,
): FillRequired | undefined {
  const key = responseKeyOf(operation.node, status)
  const [schema] = responseSchemas(document, operation, (code) => code === key)
  if (schema === undefined) return undefined
  const placed = placesOf(dialect)
  const codes = codePlacesOf(dialect)
  const creates = Object.values(dialect.operations).some(({ at }) => at === operation.route)
  const images = pointersOf(dialect.results.reply.lens.items).map((pointer) => parsePointer(pointer).join('/'))
  return createFiller(document, schema, (path, member) => {
    const place = path.join('/')
    // A finished reply has its images; the dialect says whether the reply to a submit has an empty list.
    if (creates && images.includes(place)) return undefined
    if (!placed.has(place)) return sampleOf(document, member)
    // `checkDialect` demands each code and type that the contract requires, because an empty one would look like a code.
    return status >= 400 && codes.has(place) ? undefined : emptyValue(document, member)
  })
}

/** Returns the value that the contract names for a member, or an empty value with the members that it requires. */
function sampleOf(document: Node, start: unknown, depth = 0): unknown {
  const node = resolveRef(document, start)
  const named = namedValue(node)
  if (named !== undefined) return named
  const empty = emptyValue(document, node)
  if (depth < 8) createFiller(document, node, (_, member) => sampleOf(document, member, depth + 1))?.(empty)
  return empty
}

/** Lists the places of the code and the type of a refusal. */
const codePlacesOf = ({ errors }: Dialect): Set<string> =>
  new Set(
    Object.values(errors.envelopes).flatMap(({ lens: { code, type } }) =>
      [code, type].flatMap(pointersOf).map((pointer) => parsePointer(pointer).join('/')),
    ),
  )

/** Lists the places of responses that the dialect names, with `*` for an item of a list. */
function placesOf({ results, tasks, async, files, errors, charges }: Dialect): Set<string> {
  const places = new Set<string>()
  const add = (lens: Lens = {}, prefix: readonly string[] = []): void => {
    for (const pointer of Object.values(lens).flatMap(pointersOf))
      places.add([...prefix, ...parsePointer(pointer)].join('/'))
  }
  const addItems = (lens: Lens, item: Lens): void => {
    // A gateway that makes one image may write it without a list.
    for (const pointer of pointersOf(lens.items))
      for (const prefix of [[...parsePointer(pointer), '*'], parsePointer(pointer)]) add(item, prefix)
  }
  const addTexts = (pointers: readonly string[] = []): void => add({ texts: pointers })
  add(results.reply.lens)
  addTexts(results.reply.jsonTexts)
  addItems(results.reply.lens, results.item)
  add(async?.submit.lens)
  add(files?.lens)
  for (const { lens } of Object.values(charges?.balances ?? {})) add(lens)
  for (const { lens, jsonTexts, item = results.item } of Object.values(tasks.polls ?? {})) {
    add(lens)
    addTexts(jsonTexts)
    addItems(lens, item)
  }
  for (const { lens, poll, part = '' } of Object.values(tasks.lists ?? {})) {
    add(lens)
    const inItem = Object.values(tasks.polls?.[poll]?.lens ?? {})
      .flatMap(pointersOf)
      .filter((pointer) => pointer.startsWith(`${part}/`))
    for (const pointer of inItem) addItems(lens, { value: pointer.slice(part.length) })
  }
  for (const { lens } of Object.values(errors.envelopes)) add(lens)
  return places
}
