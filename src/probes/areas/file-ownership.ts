import { isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { openBackstop } from '../refusals/backstop.ts'
import { sampleDrafts, tinyPng, toReferenceLink, toReferenceObject, toReferenceValue } from '../requests/draft.ts'
import { authHeaderValue } from '../requests/free-requests.ts'
import { unknownFileId } from '../requests/unknown-values.ts'
import { removeFile, toFileRequest, uploadFile } from './files.ts'
import { withNativeField, withReferenceObject } from './references.ts'

const invariant = 'a file is for the account that uploaded it'

/** Checks that another account can neither read a file nor send the file as a reference image. */
export const fileOwnershipProbe: Probe = {
  id: 'files.ownership',
  observes: [],
  invariants: [invariant],
  cost: 0,
  needs: ['second key'],
  async observe(ctx) {
    const { files, references } = ctx.known
    if (!files) return { observations: [], otherwise: { reason: 'no file can be uploaded', limitedBy: 'method' } }
    if (ctx.otherKey === undefined)
      return { observations: [], otherwise: { reason: 'no second API key was passed', limitedBy: 'second key' } }
    const key = authHeaderValue(ctx.known, ctx.otherKey)
    const { id } = await uploadFile(ctx, files, tinyPng(3), key)
    if (id === undefined) return { observations: [], otherwise: { reason: 'the gateway stores no file' } }
    const request = toFileRequest(files, files.retrieve, id)
    const retrieval = request && (await ctx.ask(request))
    if (!retrieval)
      return { observations: [], otherwise: { reason: 'the gateway describes no file', limitedBy: 'method' } }
    const breaches = isRefused(retrieval) ? [] : ['an account can read the file of another account']
    const evidence = [retrieval.number]
    const { json } = references
    const [name] = json?.fields ?? []
    const fileId = json?.members?.fileId
    if (json && name !== undefined && fileId !== undefined) {
      const withFile = (text: string) => withReferenceObject(name, json, toReferenceObject(json, text, fileId))
      const drafts = sampleDrafts(ctx.known, { encoding: 'json', references: true })
      const withImage = withNativeField(name, toReferenceValue(json, toReferenceLink(ctx.known, tinyPng())))
      // Only a gateway that refuses an unknown file before the late fault shows that it takes the file of another account.
      const backstop = await openBackstop(
        ctx,
        drafts.map((draft) => withImage({ ...draft, references: [] })),
        [withFile(unknownFileId)],
      )
      if (backstop && !(await backstop.rejects(withFile(id))))
        breaches.push('an account can send the file of another account as a reference image')
      evidence.push(...(backstop?.exchanges ?? []))
    }
    await removeFile(ctx, files, id, key)
    return { observations: [], invariantResults: [{ invariant, breaches, evidence }] }
  },
}
