import { observeFixedMembers } from '../documents/members.ts'
import { sharedGenerations, withImages } from '../generations/generate.ts'
import { deviatingFirst, firstPerTrait } from '../observations.ts'
import type { Probe } from '../probe.ts'

/** Observes the constant members of images, in the last image of each reply and task. */
export const imageConstantsProbe: Probe = {
  id: 'results.constants',
  observes: ['/results/itemFixed/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { results, tasks } = ctx.known
    const observations = (await withImages(ctx)).flatMap(({ draft, task, document: { answer, imageList } }) => {
      const last = imageList.entries.at(-1)
      if (last === undefined) return []
      const values = { id: task?.id, model: draft.fields.model, index: last.position, routes: tasks }
      return observeFixedMembers('/results/itemFixed', results.itemFixed, { ...answer, json: last.item }, values)
    })
    return { observations: firstPerTrait(deviatingFirst(ctx.known, observations)) }
  },
}
