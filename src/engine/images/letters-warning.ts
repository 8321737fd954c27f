import { listCodePoints } from './missing-letters.ts'

/** Creates a function that warns of letters that no font has, the first time that an image has some. */
export function createLettersWarning(warn: (message: string) => void): (letters: ReadonlySet<string>) => void {
  let isWarned = false
  return (letters) => {
    if (isWarned) return
    isWarned = true
    warn(
      `No font has ${[...letters].slice(0, 8).join(' ')} (${listCodePoints(letters, 8)}), so images show boxes instead: install a font for these letters, such as one of Noto.`,
    )
  }
}
