import type { ProbeContext } from '../probe.ts'

const name = 'refused model'

/** Notes that the gateway serves none of the models that were tried. */
export const noteRefusedModel = (ctx: ProbeContext, model: string): Promise<string | undefined> =>
  ctx.once<string | undefined>(name, async () => model)

/**
 * Returns why the gateway refuses every request: `the model gpt-image-2 is refused`. Undefined if the gateway serves a model.
 */
export async function whyModelRefused(ctx: ProbeContext): Promise<string | undefined> {
  const model = await ctx.once<string | undefined>(name, async () => undefined)
  return model === undefined ? undefined : `the model ${model} is refused; name another with --model`
}
