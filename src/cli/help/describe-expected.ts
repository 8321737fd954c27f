/** Rewrites the sentence with which a parser of flags refuses a value as the second line of an error. */
export const describeExpected = (sentence: string): string =>
  sentence
    .replace(/^E/, 'e')
    .replace(/^Allowed choices are (?=.*,)/, 'expected one of ')
    .replace(/^Allowed choices are /, 'expected ')
    .replace(/\.$/, '')
