/** Members whose own members have free names. */
const named = [
  '$defs',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'headers',
  'links',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'webhooks',
]

/** Tests whether the members of the object at a path of a document have free names, such as `$ref` or `default`. */
export function hasFreeNames(path: readonly string[]): boolean {
  const [name = '', parent = ''] = path.toReversed()
  return named.includes(name) && parent !== 'properties'
}

/** Tests whether a member of the object at a path holds data of any shape, so that nothing inside is part of the document. */
export const holdsData = (path: readonly string[], member: string): boolean =>
  !hasFreeNames(path) &&
  (['const', 'default', 'enum', 'example', 'examples', 'value'].includes(member) || member.startsWith('x-'))
