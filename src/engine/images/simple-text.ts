import { hasEmoji } from './letters.ts'

/** Matches texts of letters that stand side by side, each drawn alike in every word. */
const sideBySide =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\uAC00-\uD7A3\p{Script=Common}]*$/u

/** Matches marks that stand on other letters, and characters that are no letters. */
const joining = /[\p{M}\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u

/** Tests if a text can be put together from pictures of its code points: no emoji, and no script that joins or turns letters. */
export const isSimple = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) || (sideBySide.test(text) && !joining.test(text) && !hasEmoji(text))
