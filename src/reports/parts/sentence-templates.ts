import { titleOf } from '../../dialect/titles.ts'
import { isSingular, lowerFirst, nameSubject, type Subject, upperFirst } from './sentence-subject.ts'
import { isListOfTexts, quote, sayList, sayMeasure, sayValue } from './sentence-values.ts'
import { fillLabel, type Words } from './words.ts'

/** A documented value against an observed value. */
export interface Row {
  readonly trait: string
  readonly subject: Subject
  readonly documented: unknown
  readonly observed: unknown
  /** Name of the gateway whose documents are the measure. */
  readonly reference: string
  readonly valueAt: (trait: string) => unknown
  readonly labels: Words
}

/** Describes a difference, or returns undefined if the template does not fit the trait. */
type Template = (row: Row) => string | undefined

/** Describes a documented value against an observed one. */
export function sayDifference(row: Row): string {
  for (const template of templates) {
    const text = template(row)
    if (text !== undefined) return text
  }
  return sayAnyValue(row)
}

const fill = ({ labels, reference, trait, documented, observed }: Row, name: keyof Words['sentences'], values = {}) =>
  fillLabel(labels.sentences[name] as string, {
    reference,
    documented: sayMeasure(trait, documented, labels),
    observed: sayMeasure(trait, observed, labels),
    ...values,
  })

/** Describes the place of a member in a document: `A reply has no image format; Acme documents it in /output_format.` */
const sayPlace: Template = (row) => {
  const { trait, subject, documented, observed, labels } = row
  const [, thing] = /^Place of (?:the )?(.*)$/.exec(subject.title) ?? []
  const container = findContainer(trait, labels)
  if (thing === undefined || container === undefined) return undefined
  const name = documented === undefined ? 'placeExtra' : observed === undefined ? 'placeMissing' : 'placeMoved'
  return fill(row, name, { container, thing })
}

/** Returns the document that holds the member of a lens: `A reply`. */
export function findContainer(trait: string, labels: Words): string | undefined {
  const [, place] =
    /^Places in (.*)$/.exec(titleOf(trait.slice(0, trait.lastIndexOf('/')))?.replace(/ \[.*/, '') ?? '') ?? []
  return place === undefined ? undefined : fillLabel(labels.sentences.container, { place: upperFirst(place) })
}

/** Describes the form of results: `A result comes as a relative URL in /url; Acme gives base64.` */
const sayForm: Template = (row) => {
  const { subject, documented, observed, valueAt, labels } = row
  if (!/^(\/results\/default|.*\/form|\/results\/byResponseFormat\/\*)$/.test(subject.pattern)) return undefined
  const names: Readonly<Record<string, string>> = labels.forms
  if (typeof observed !== 'string' || !Object.hasOwn(names, observed)) return undefined
  const place = valueAt(observed.startsWith('base64') ? '/results/item/base64' : '/results/item/url')
  const documentedForm = typeof documented === 'string' ? (names[documented] ?? quote(documented)) : undefined
  return fill(row, documentedForm === undefined ? 'formExtra' : 'form', {
    scope: sayScope(row),
    observed:
      names[observed] + (typeof place === 'string' ? fillLabel(labels.sentences.in, { place: quote(place) }) : ''),
    documented: documentedForm,
  })
}

const sayScope = ({ subject: { pattern, scope }, labels }: Row) =>
  pattern === '/results/byResponseFormat/*'
    ? fillLabel(labels.sentences.withFormat, { name: quote(scope) })
    : scope === ''
      ? labels.sentences.aResult
      : `${scope}: ${lowerFirst(labels.sentences.aResult)}`

/** Describes how a faulty request is refused. */
const sayRefusal: Template = (row) => {
  const { subject, documented, observed } = row
  if (!subject.pattern.startsWith('/errors/causes/*/')) return undefined
  const cause = upperFirst(subject.scope)
  if (subject.pattern.endsWith('/status') && typeof observed === 'number' && observed < 300)
    return fill(row, 'accepted', { cause })
  const thing = lowerFirst(subject.title)
  const name = documented === undefined ? 'causeExtra' : observed === undefined ? 'causeMissing' : 'causeOther'
  return fill(row, name, { cause, thing })
}

/** Describes a constant response header or a constant member. */
const sayConstant: Template = (row) => {
  const { subject, trait, documented, observed } = row
  const isHeader = /\/headers\/(fixed\/)?\*$/.test(subject.pattern)
  if (!isHeader && !/\/(fixed|itemFixed)\/\*$/.test(subject.pattern)) return undefined
  const name = documented === undefined ? 'constantExtra' : observed === undefined ? 'constantMissing' : 'constantOther'
  const { labels } = row
  return fill(row, name, {
    kind: isHeader ? labels.sentences.header : labels.sentences.member,
    name: quote(trait.slice(trait.lastIndexOf('/') + 1).replaceAll('~1', '/')),
  })
}

/** Describes a member of the request that the gateway does not take, or an endpoint that the gateway lacks. */
const sayEndpoint: Template = (row) => {
  const { subject, observed, documented } = row
  if (!subject.title.startsWith('Endpoint') || documented === undefined || observed !== undefined) return undefined
  return fill(row, 'endpointMissing', { name: lowerFirst(nameSubject(subject)) })
}

const verbs: readonly (readonly [pattern: RegExp, verb: 'reads' | 'takes' | 'refuses' | 'streams'])[] = [
  [/^\/fields\/|^\/mask\/(json|multipart)$|\/fields$|\/names$/, 'reads'],
  [/\/(accepts|accepts\/\*|formats|allowed|bodies|contentTypes|shapes|items|several)$/, 'takes'],
  [/\/rejects$/, 'refuses'],
  [/^\/stream\/operations$/, 'streams'],
]

/** Describes lists by what is missing and what is new. */
const sayLists: Template = (row) => {
  const { subject, documented, observed, labels } = row
  if (!isListOfTexts(documented) || !isListOfTexts(observed)) return undefined
  const missing = documented.filter((item) => !observed.includes(item))
  const added = observed.filter((item) => !documented.includes(item))
  if (missing.length + added.length === 0) return undefined
  const verb = verbs.find(([pattern]) => pattern.test(subject.pattern))?.[1] ?? 'has'
  const words = labels.sentences.lists[verb]
  const parts = [
    ...(missing.length === 0 ? [] : [fillLabel(words.not, { items: sayList(missing, labels) })]),
    ...(added.length === 0 ? [] : [fillLabel(words.also, { items: sayList(added, labels) })]),
  ]
  const name = verb === 'has' || parts.length > 1 ? 'list' : missing.length > 0 ? 'listMissing' : 'listAdded'
  return fill(row, name, { name: nameSubject(subject), parts: parts.join(labels.sentences.and) })
}

/** Describes a reaction: `Number of images out of range: changed; Acme documents: refused.` */
const sayReaction: Template = (row) => {
  const { trait, subject, documented, observed, labels } = row
  const reactions: Readonly<Record<string, string>> = labels.sentences.reactions
  const name = nameSubject(subject)
  const find = (value: unknown) =>
    typeof value === 'string' && Object.hasOwn(reactions, value) ? reactions[value] : undefined
  if (observed === undefined && documented === 'reject' && !trait.endsWith('/does'))
    return fill(row, 'notRefused', { name })
  const words = { observed: find(observed), documented: find(documented) }
  return words.observed && words.documented ? fill(row, 'reaction', { name, ...words }) : undefined
}

/** Traits that say what a gateway takes: without a value, a gateway has no rule. */
const requestRules = /^\/(references|mask|images|prompt|fields|request|limits|models\/known)\//

const sayAnyValue = (row: Row): string => {
  const { subject, trait, documented, observed, labels } = row
  const isOne = isSingular(subject.title) && typeof (observed ?? documented) !== 'boolean'
  const name = isOne && labels.code === 'en' ? lowerFirst(nameSubject(subject)) : nameSubject(subject)
  if (documented === undefined) return fill(row, isOne ? 'oneExtra' : 'manyExtra', { name })
  if (observed === undefined && trait.startsWith('/fields/'))
    return fill(row, 'noField', { name: nameSubject(subject) })
  if (observed === undefined && requestRules.test(trait)) return fill(row, 'noRule', { name: nameSubject(subject) })
  if (observed === undefined) return fill(row, isOne ? 'oneMissing' : 'manyMissing', { name })
  return fill(row, isOne ? 'oneOther' : 'manyOther', {
    name,
    observed: sayMeasure(trait, observed, labels),
    documented: sayValueOf(row),
  })
}

const sayValueOf = ({ trait, documented, labels }: Row) =>
  typeof documented === 'number' ? sayMeasure(trait, documented, labels) : sayValue(documented, labels)

const templates: readonly Template[] = [sayPlace, sayForm, sayRefusal, sayConstant, sayEndpoint, sayLists, sayReaction]
