/** Subjects of a page, each with the sections of the dialect that belong to it, in the order of the page. */
const subjects = {
  Endpoints: ['/operations', '/origins', '/extraBasePaths'],
  'API key': ['/auth'],
  'Request fields': ['/fields', '/request', '/prompt'],
  'Reference images, masks and files': ['/references', '/mask', '/files'],
  'Models, sizes and formats': ['/models', '/images'],
  'Tasks and callbacks': ['/async', '/tasks', '/callbacks'],
  'Results and streams': ['/results', '/stream', '/usage'],
  'Limits and headers': ['/limits', '/idempotency', '/headers'],
  'Prices and balances': ['/charges'],
  Errors: ['/errors'],
} as const
export type Subject = keyof typeof subjects

export const subjectNames = Object.keys(subjects) as Subject[]

/** Lists the pointers of the sections of a subject. */
export const sectionsOf = (subject: Subject): readonly string[] => subjects[subject]

/** Finds the subject of a trait. Throws an Error for a section that no subject names. */
export function subjectOf(trait: string): Subject {
  const section = `/${trait.split('/')[1]}`
  const found = subjectNames.find((subject) => sectionsOf(subject).includes(section))
  if (found === undefined)
    throw new Error(`${trait}: no subject of the pages has this section: add it to ${import.meta.url}`)
  return found
}
