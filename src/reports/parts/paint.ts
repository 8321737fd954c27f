import { styleText } from 'node:util'

export type TextStyle = Parameters<typeof styleText>[0]
export type Paint = (style: TextStyle, text: string) => string

/** Creates a function that colours text, or returns the text unchanged where there are no colours. */
export const createPaint =
  (hasColors: boolean): Paint =>
  (style, text) =>
    hasColors ? styleText(style, text, { validateStream: false }) : text
