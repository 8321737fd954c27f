/** Forms of results in words. */
const en = {
  relative: 'a relative URL',
  absolute: 'an absolute URL',
  data: 'a data URL',
  base64: 'base64',
  base64Data: 'a data URL in place of base64',
}

const zh: typeof en = {
  relative: '相对 URL',
  absolute: '绝对 URL',
  data: 'data URL',
  base64: 'base64',
  base64Data: '代替 base64 的 data URL',
}

export const formWords = { en, zh } as const
