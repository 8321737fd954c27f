import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Error message for a sharp that does not load. */
export const sharpRemedy = `Images cannot be drawn or inspected, because sharp is not complete on this machine (${process.platform} ${process.arch}). Run: npm install --include=optional sharp`

/**
 * Looks for the part of sharp that is for this machine, without loading sharp. npm leaves the part out when optional packages
 * are left out, or when node_modules comes from another machine.
 */
export function isSharpComplete(resolve: (name: string, from?: string) => string = resolveFrom): boolean {
  const machines = [`${process.platform}-${process.arch}`, `linuxmusl-${process.arch}`, 'wasm32']
  try {
    const sharp = dirname(dirname(resolve('sharp')))
    return (
      existsSync(join(sharp, 'src/build/Release')) ||
      machines.some((machine) => canResolve(() => resolve(`@img/sharp-${machine}/sharp.node`, sharp)))
    )
  } catch {
    return false
  }
}

const resolveFrom = (name: string, from?: string): string => require.resolve(name, from ? { paths: [from] } : undefined)

function canResolve(resolve: () => string): boolean {
  try {
    return Boolean(resolve())
  } catch {
    return false
  }
}
