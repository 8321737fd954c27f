/** Names of the report formats, for those who have to know them without loading the formats. */
export const reportNames = ['annotations', 'html', 'json', 'junit', 'markdown', 'sarif', 'terminal'] as const
