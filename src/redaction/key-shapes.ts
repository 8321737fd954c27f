/**
 * Matches a text that has the shape of an API key, such as `sk-` and 16 or more letters and digits with a digit among them. Nobody
 * says that the text is a key, for instance when a program sends the key of another account in a prompt.
 */
const keyShape = /(?<![A-Za-z0-9])(?:sk|pk|rk|gsk|hf|r8)[-_](?=[\w-]*\d)[\w-]{16,}/g

/** Removes texts that look like an API key. */
export const hideKeyShapes = (text: string): string => text.replaceAll(keyShape, '[redacted]')
