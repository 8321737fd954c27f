import { findMember, titleOf } from '../../dialect/titles.ts'
import { plainText, quote } from './sentence-values.ts'
import { fillLabel, type Words } from './words.ts'

/** Part of a gateway that a trait describes, in words. */
export interface Subject {
  /** Pointer with `*` for a free name or the number of an item; the pointer itself if the dialect has no such member. */
  readonly pattern: string
  /** Title, without the names in brackets: `Maximum number of reference images`. */
  readonly title: string
  /** Words that tell equal titles apart, such as the cause of a refusal or the id of a model; empty if there are none. */
  readonly scope: string
}

/** Finds the words for a trait. `valueAt` returns what is known at another pointer, such as the id of a model. */
export function findSubject(trait: string, valueAt: (trait: string) => unknown, labels: Words): Subject {
  const member = findMember(trait)
  if (!member) return { pattern: trait, title: trait.startsWith('/') ? quote(trait) : plainText(trait), scope: '' }
  const { pattern, title } = member
  const parts = trait.split('/').slice(1)
  const names = member.names.map(plainText)
  const [section, group, name = ''] = parts
  if (section === 'errors' && group === 'causes' && parts.length > 3)
    return { pattern, title, scope: titleOf(`/errors/causes/${name}`)?.replace('Refusal: ', '') ?? name }
  if (section === 'fields' && parts.length > 2)
    return {
      pattern,
      title: titleOf(`/fields/${group}`) ?? title,
      scope: pattern === '/fields/*/names' ? '' : (parts.at(-1) ?? ''),
    }
  if (section === 'models' && group === 'known' && parts.length > 3) {
    const id = valueAt(`/models/known/${name}/match`)
    return {
      pattern,
      title,
      scope: fillLabel(labels.sentences.model, { name: typeof id === 'string' ? quote(id) : `#${Number(name) + 1}` }),
    }
  }
  return { pattern, title, scope: names.join(', ') }
}

/** Puts the scope of a subject before its title: `Wrong API key: HTTP status of the refusal`. */
export const nameSubject = ({ title, scope }: Subject): string => (scope === '' ? title : `${title} (${scope})`)

/** Makes the first letter small, unless the word is an abbreviation. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

/** Makes the first letter a capital. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Words with which the title of one thing begins. Titles of several things stand before a colon. */
const singular =
  /^(Maximum|Minimum|Default|Lifetime|Longest|Largest|Place|Name|Endpoint|HTTP status|Status|Error (code|type|message|envelope)|Unit|Form|Format|Header|Word|Value|Step|Separator|Window|Duration|Template|Media type|Query parameter|Parameter|Time|Event)\b/

/** Tests for a title that names one thing: `Place of the API key`, and not `Formats of uploads`. */
export const isSingular = (title: string): boolean => singular.test(title)
