import { existsSync } from 'node:fs'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { addFonts } from '../../src/engine/images/add-fonts.ts'
import { drawEmoji } from '../../src/engine/images/emoji.ts'
import { findMissingLetters, listCodePoints } from '../../src/engine/images/missing-letters.ts'
import { createMock } from '../../src/engine/mock.ts'
import { json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

beforeAll(addFonts)

test.each<[what: string, text: string, missing: readonly string[]]>([
  ['letters that every font has', 'A red fox: 100% "red"?', []],
  ['an unassigned code point', 'a\u0378b', ['\u0378']],
  ['an unassigned code point of the higher planes', 'a\u{50000}', ['\u{50000}']],
  ['the same letter twice', '\u0378\u0378', ['\u0378']],
  ['spaces, line breaks, joiners and marks', ' \n\t\u00a0\u200d\ufe0fe\u0301', []],
  ['letters that are boxes', '\u25a0', []],
])('%s', async (_what, text, missing) => {
  expect([...(await findMissingLetters(text))]).toEqual(missing)
})

test('code points are listed up to a number', () => {
  expect(listCodePoints(new Set('\u0378'), 2)).toBe('U+0378')
  expect(listCodePoints(new Set('\u0378\u{1F98A}\u0379'), 2)).toBe('U+0378, U+1F98A and 1 more')
})

test('the mock warns of letters that no font has, once', async () => {
  const warnings: string[] = []
  const mock = await createMock({
    providers: [await providerOf('openai')],
    atRoot: true,
    speed: Infinity,
    onWarning: (message) => warnings.push(message),
  })
  const generate = async (prompt: string) => {
    const request = json({ prompt, model: 'gpt-image-2', n: 2 })
    const headers = { ...request.headers, authorization: 'Bearer any' }
    return mock.fetch('http://localhost/v1/images/generations', { ...request, method: 'POST', headers })
  }
  expect((await generate('A fox')).status).toBe(200)
  expect(warnings).toEqual([])
  expect((await generate('A \u0378 fox')).status).toBe(200)
  expect((await generate('A \u0379 fox')).status).toBe(200)
  expect(warnings).toEqual([
    'No font has \u0378 (U+0378), so images show boxes instead: install a font for these letters, such as one of Noto.',
  ])
})

// .ci/run installs the font.
test.skipIf(!existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'))(
  'emoji and flags are in colour where a font has them',
  async () => {
    const meanColour = async (emoji: string) => {
      const href = (await drawEmoji(sharp, emoji))?.href ?? ''
      const bytes = Buffer.from(href.slice(href.indexOf(',') + 1), 'base64')
      const { channels } = await sharp(bytes).flatten({ background: '#fff' }).stats()
      return channels.map(({ mean }) => mean)
    }
    const [red = 0, green = 0, blue = 0] = await meanColour('🦊')
    expect(red).toBeGreaterThan(blue + 20)
    expect(green).toBeGreaterThan(blue)
    const [redOfFlag = 0, , blueOfFlag = 0] = await meanColour('🇨🇳')
    expect(redOfFlag).toBeGreaterThan(blueOfFlag + 50)
    expect(await drawEmoji(sharp, 'a')).toBeUndefined()
  },
)
