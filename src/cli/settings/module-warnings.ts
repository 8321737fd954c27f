import { setImmediate } from 'node:timers/promises'

/**
 * Runs a function without the warnings of Node about a module without a type in package.json, and about types in a module. Other
 * warnings appear.
 */
export async function withoutModuleWarnings<T>(run: () => Promise<T>): Promise<T> {
  const listeners = process.listeners('warning')
  const filter = (warning: Error & { readonly code?: string }) => {
    const isExpected = warning.code === 'MODULE_TYPELESS_PACKAGE_JSON' || /Type Stripping/i.test(warning.message)
    if (!isExpected) for (const listener of listeners) listener.call(process, warning)
  }
  process.removeAllListeners('warning').on('warning', filter)
  try {
    return await run()
  } finally {
    // Node reports a warning in the next turn of the event loop.
    await setImmediate()
    process.off('warning', filter)
    for (const listener of listeners) process.on('warning', listener)
  }
}
