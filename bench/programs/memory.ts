/** Loaded into a server with --expose-gc: on SIGUSR2, collects garbage and sends the memory that is in use. */
export type MemoryUsage = NodeJS.MemoryUsage

process.on('SIGUSR2', () => {
  // The first collection may release objects that hold memory until the second.
  globalThis.gc?.()
  globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
