/** `application/json` of `application/json; charset=utf-8`. */
export const parseMediaType = (type: string | null | undefined): string =>
  (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
