/** Returns a name as code generators tell names apart: in lower case and without punctuation. */
export const spellingOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
