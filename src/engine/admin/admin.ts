import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { StoreUnavailable } from '../../stores/store.ts'
import { packageFile } from '../../values/package-file.ts'
import { refuseCrossSite, requireToken } from './access.ts'
import { addCallbackRoutes } from './callback-routes.ts'
import { addClockRoutes } from './clock-routes.ts'
import { addEventRoutes } from './event-routes.ts'
import { addGatewayRoutes } from './gateway-routes.ts'
import { addImageRoutes } from './image-routes.ts'
import { addJournalRoutes } from './journal-routes.ts'
import { addLedgerRoutes } from './ledger-routes.ts'
import { addRepeatRoute } from './repeat-route.ts'
import { addScenarioRoutes } from './scenario-routes.ts'
import { addStateRoutes } from './state-routes.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'
import { addTaskRoutes } from './task-routes.ts'
import { addWorldRoutes } from './world-routes.ts'

const adminDocument = packageFile('openapi/admin.yaml')

/**
 * Adds the admin API that `openapi/admin.yaml` describes. A request with a key, sent as the gateways expect keys, concerns
 * the world of that key; a request without a key concerns the whole mock.
 */
export function addAdmin(app: Hono, target: AdminTarget): void {
  const admin = new Hono()
  admin.use(refuseCrossSite(target.access))
  // Pages on this machine may read the API: an origin that was not refused is a local one.
  admin.use(cors({ origin: (origin) => origin, exposeHeaders: ['*'] }))
  admin.use(requireToken(target.access))
  admin.get('/openapi.json', async (c) => {
    const { parse } = await import('yaml')
    return c.json(parse(await readFile(adminDocument, 'utf8')))
  })
  admin.get('/metrics', async (c) => {
    if (!target.metrics) throw new BadAdminRequest('This mock counts nothing: create it with the option metrics.')
    const { text, mediaType } = await target.metrics.write()
    return c.body(text, 200, { 'content-type': mediaType })
  })
  addClockRoutes(admin, target)
  addTaskRoutes(admin, target)
  addCallbackRoutes(admin, target)
  addImageRoutes(admin, target)
  addJournalRoutes(admin, target)
  addRepeatRoute(admin, target, async (request) => app.fetch(request))
  addLedgerRoutes(admin, target)
  addEventRoutes(admin, target)
  addWorldRoutes(admin, target)
  addStateRoutes(admin, target)
  addScenarioRoutes(admin, target)
  addGatewayRoutes(admin, target.served)
  admin.onError((error, c) => {
    if (error instanceof BadAdminRequest) return c.json({ error: { message: error.message } }, error.status)
    if (error instanceof StoreUnavailable)
      return c.json({ error: { message: `${error.message} Try again later.` } }, 503, { 'retry-after': '1' })
    throw error
  })
  app.route('/_proofsheet', admin)
  app.all('/_proofsheet/*', (c) =>
    c.json(
      {
        error: {
          message: `There is no ${c.req.method} ${c.req.path}; /_proofsheet/openapi.json lists the operations.`,
        },
      },
      404,
    ),
  )
}
