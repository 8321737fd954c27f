/** Loaded into a server with --expose-gc: tells the memory that is in use after a collection whenever SIGUSR2 comes. */
/** What is told. */
export type Told = NodeJS.MemoryUsage

process.on('SIGUSR2', () => {
  // What the first lets go of may hold what the second takes.
  globalThis.gc?.()
  globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
