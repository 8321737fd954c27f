/**
 * Runs something whenever the tab is visible, until the tab is hidden: a browser opens only six connections to a host, so that a
 * connection of each tab would leave none for the seventh. Returns a function that ends both.
 */
export function whileVisible(run: (left: AbortSignal) => Promise<void>): () => void {
  let leaving: AbortController | undefined
  const follow = () => {
    leaving?.abort()
    leaving = undefined
    if (document.hidden) return
    leaving = new AbortController()
    void run(leaving.signal)
  }
  document.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    leaving?.abort()
  }
}
