import type { Context, Hono } from 'hono'
import { formatSelection, noScenario, parseSelection, type ScenarioSelection } from '../../scenario/selection.ts'
import { limitBody } from './limit-body.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Largest body that selects a scenario, in bytes. */
const scenarioBodyBytes = 2 ** 16

/** Adds the routes that list and select scenarios. */
export function addScenarioRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds } = mock.state
  const sendScenario = async (c: Context) => {
    const [id] = scopeOf(target, c) ?? []
    await worlds.refresh(id === undefined ? [] : [id])
    const selection = (id === undefined ? undefined : worlds.of(id).selection) ?? worlds.root.selection
    return c.json({ scenario: selection ? formatSelection(selection) : null })
  }
  const select = async (c: Context, selection: ScenarioSelection | undefined) => {
    for (const steered of scopeOf(target, c)?.map(worlds.of) ?? [worlds.root])
      await worlds.change(steered, (changed) => {
        changed.selection = selection
        changed.selections++
      })
    mock.state.feed.tellChange(['scenario'], scopeOf(target, c))
    return sendScenario(c)
  }
  admin.get('/scenarios', (c) =>
    c.json({
      scenarios: [...mock.state.scenarios.values()].map(({ name, about, chaos = false }) => ({ name, about, chaos })),
    }),
  )
  admin.get('/scenario', sendScenario)
  admin.put('/scenario', limitBody(scenarioBodyBytes), async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const { scenario } = Object(body) as { scenario?: unknown }
    const selection = typeof scenario === 'string' ? parseSelection(scenario) : undefined
    if (!selection || (selection.name !== noScenario && !mock.state.scenarios.has(selection.name)))
      throw new BadAdminRequest(
        `Unknown scenario: send {"scenario": "NAME"} or {"scenario": "NAME;times=2"} with one of ${[...mock.state.scenarios.keys()].join(', ')}.`,
      )
    return select(c, selection)
  })
  admin.delete('/scenario', (c) => select(c, undefined))
}
