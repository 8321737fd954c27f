/** Returns a Content-Type without parameters, in lower case: `application/json` for `application/json; charset=utf-8`. */
export const parseMediaType = (type: string | null | undefined): string =>
  (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
