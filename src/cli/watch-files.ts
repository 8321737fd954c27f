/**
 * Calls `reload` after YAML files at the places have changed, one call at a time; what it throws is told, and the next
 * change tries again. Gives the function that stops.
 */
export async function watchFiles(paths: readonly string[], reload: () => Promise<void>): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar')
  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/\.ya?ml$/.test(path),
    // An editor writes a file in pieces.
    awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
  })
  let isDirty = false
  let running: Promise<void> | undefined
  const run = async () => {
    while (isDirty) {
      isDirty = false
      await reload().catch((error: Error) => console.error(`Kept what was served before:\n${error.message}`))
    }
    running = undefined
  }
  watcher.on('all', () => {
    isDirty = true
    running ??= run()
  })
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return async () => {
    await watcher.close()
    await running
  }
}
