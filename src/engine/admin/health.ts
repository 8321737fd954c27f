import type { Hono } from 'hono'

/**
 * Adds `/_proofsheet/healthz`, which says that the process lives, and `/_proofsheet/readyz`, which says whether the mock can
 * take requests. Both answer any host without a token, because the probes of a cluster have neither a name nor a secret.
 */
export function addHealth(app: Hono, isReady: () => Promise<boolean>): void {
  app.get('/_proofsheet/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/_proofsheet/readyz', async (c) => {
    if (await isReady().catch(() => false)) return c.json({ status: 'ok' })
    return c.json({ error: { message: 'The mock cannot take requests now: ask again later.' } }, 503, {
      'retry-after': '1',
    })
  })
}
