import type { Job } from '../model/job.ts'
import { addFonts } from './add-fonts.ts'
import { findMissingLetters } from './missing-letters.ts'
import { finishSheet, layOutSheet } from './sheet.ts'

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('')

const job: Job = {
  does: 'generate',
  prompt: ascii,
  model: ascii,
  n: 1,
  width: 1024,
  height: 1024,
  tier: undefined,
  format: 'png',
  compression: undefined,
  transparent: false,
  asked: {},
  form: undefined,
  references: [],
  mask: undefined,
  isAsync: false,
  partials: undefined,
}

/** Draws an image that nobody gets, so that the fonts are read and the letters of ASCII are drawn before the first image. */
export async function drawAhead(): Promise<void> {
  await addFonts()
  await findMissingLetters(ascii)
  const sheet = await layOutSheet('', job, 0)
  if (sheet) await finishSheet(sheet, job)
}
