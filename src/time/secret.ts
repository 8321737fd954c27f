import { randomBytes } from 'node:crypto'

/** Draws a secret of 32 letters, digits, hyphens and underscores (192 random bits). */
export const drawSecret = (): string => randomBytes(24).toString('base64url')
