/** Writes a text with the characters that the name of a component may have; others become an underscore. */
export const toComponentName = (text: string): string => text.replaceAll(/[^\w.-]/g, '_')
