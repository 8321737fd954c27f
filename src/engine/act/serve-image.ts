import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import { exceptParameters, refuseFindings } from '../read/refuse-findings.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { checkLink, linkParametersOf, parseLink } from './links.ts'
import { findTask, nowOf, stateOf } from './task-store.ts'

/**
 * Finds the image that a link names. Throws linkMalformed, linkInvalid or linkExpired for a wrong link, and imageUnknown
 * while the image does not exist. Throws the cause of anything else in the request that the contract refuses.
 */
export const serveImage: Action<'image'> = async (mock, call, _role, _body, log) => {
  const { provider, world } = call
  const link = parseLink(call)
  const { id, index } = link
  const { ttlSeconds = Number.POSITIVE_INFINITY, expiry, withoutKey } = provider.dialect.results.image ?? {}
  refuseFindings(provider.dialect, exceptParameters(log.findings, linkParametersOf(provider)))
  const task = await findTask(mock, provider.id, id, world)
  const now = task ? nowOf(mock, task) : world.clock.now()
  const taskWorld = task && mock.state.worlds.of(task.world)
  await applyScenario(mock, call, log, 'image', { task: task?.scenario, world: taskWorld })
  checkLink(call, link, mock.config.signingKey, now)
  const isForeign = withoutKey === 'reject' && task?.world !== world.id
  if (!task || isForeign || index >= task.images || stateOf(mock, task) !== 'succeeded')
    throw new Problem('imageUnknown', `There is no image ${index} of ${id}.`)
  if (!expiry && (task.links === 'expired' || now > task.endsAt + ttlSeconds * msPerSecond))
    throw new Problem('linkExpired', 'The link has expired.')
  log.task = task
  return { kind: 'image', task, index }
}
