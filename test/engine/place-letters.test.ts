import { expect, test } from 'vitest'
import { addFonts } from '../../src/engine/images/add-fonts.ts'
import { measureAdvances } from '../../src/engine/images/advances.ts'
import type { Line } from '../../src/engine/images/draw-lines.ts'
import { placeLetters } from '../../src/engine/images/place-letters.ts'

const line = (text: string): Line => ({ text, x: 10, y: 40, size: 20 })

test('lines that others push out of the cache while letters are drawn are placed all the same', async () => {
  await addFonts()
  await measureAdvances('Fox 0123456789 ж')
  await placeLetters([line('Fox 0123456789')], false)
  const waits = placeLetters([line('Fox 0123456789'), line('ж')], false)
  await placeLetters(
    Array.from({ length: 1000 }, (_, number) => line(`Fox ${number}`)),
    false,
  )
  const lines = await waits
  expect(lines.map(({ letters }) => letters.length)).toEqual([13, 1])
})
