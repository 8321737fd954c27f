/**
 * Calls `reload` after YAML files under `paths` have changed, one call at a time. Reports an error of `reload` by `warn`; the
 * next change calls `reload` again. Returns a function that stops watching.
 */
export async function watchFiles(
  paths: readonly string[],
  reload: () => Promise<void>,
  warn: (message: string) => void,
): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar')
  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/\.ya?ml$/.test(path),
    // An editor may write a file in several steps. Times in ms.
    awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
  })
  let isDirty = false
  let running: Promise<void> | undefined
  const run = async () => {
    while (isDirty) {
      isDirty = false
      await reload().catch((error: Error) =>
        warn(`Reload failed, so the previous version is still served:\n${error.message}`),
      )
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
