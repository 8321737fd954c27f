import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from '../gateway.ts'
import { type Job, key, prompt, type RealClient, type Result } from './client.ts'

/** Loads a package by its alias in `package.json`, such as `openai-7`. The majors differ in types, so none is used. */
const load = async (alias: string): Promise<Record<string, (...args: unknown[]) => never>> => import(alias)
const versionOf = async (alias: string): Promise<string> =>
  JSON.parse(await readFile(join(import.meta.dirname, 'node_modules', alias, 'package.json'), 'utf8')).version

type Send = (job: Job) => Promise<Result['images']>

async function createNodeClient(name: string, alias: string, createSend: () => Promise<Send>): Promise<RealClient> {
  const send = await createSend()
  return {
    name,
    major: Number(alias.split('-').at(-1)),
    version: await versionOf(alias),
    async run(jobs) {
      const results: Result[] = []
      for (const job of jobs)
        results.push(
          await send(job).then(
            (images = []) => ({ id: job.id, images }),
            (error: Error) => ({ id: job.id, error: error.message }),
          ),
        )
      return results
    },
  }
}

interface Reply {
  readonly data?: readonly { readonly url?: string; readonly b64_json?: string }[]
}
interface OpenAi {
  readonly images: Record<'generate' | 'edit', (fields: object) => Promise<Reply & AsyncIterable<StreamEvent>>>
}
interface StreamEvent {
  readonly type?: string
  readonly b64_json?: string
}

const openAiSend = (alias: string, file: Uint8Array) => async (): Promise<Send> => {
  const { default: OpenAI, toFile } = (await load(alias)) as unknown as {
    default: new (options: object) => OpenAi
    toFile: (...args: unknown[]) => Promise<object>
  }
  return async ({ baseUrl: baseURL, does, model, retries, key: apiKey = key }) => {
    const client = new OpenAI({ apiKey, baseURL, ...(retries === 'usual' ? {} : { maxRetries: 0 }) })
    const fields = { ...(model === undefined ? {} : { model }), prompt }
    if (does === 'stream') {
      const events: StreamEvent[] = []
      for await (const event of await client.images.generate({ ...fields, stream: true })) events.push(event)
      return events
        .filter(({ type }) => type?.endsWith('completed'))
        .flatMap(({ b64_json }) => (b64_json === undefined ? [] : [{ base64: b64_json }]))
    }
    const image = await toFile(file, 'fox.png', { type: 'image/png' })
    const { data } = await client.images[does](does === 'edit' ? { ...fields, image } : fields)
    return data?.map(({ url, b64_json }) => ({
      ...(url === undefined ? {} : { url }),
      ...(b64_json === undefined ? {} : { base64: b64_json }),
    }))
  }
}

interface AiModule {
  generateImage?(options: object): Promise<{ readonly images: readonly { readonly base64: string }[] }>
  experimental_generateImage?: AiModule['generateImage']
}

/** Sends with `generateImage` of the AI SDK, which sends again by itself; a model of a provider does not. */
const generateImageSend = (major: number, provider: string) => async (): Promise<Send> => {
  const ai = (await load(`ai-${major}`)) as unknown as AiModule
  const generateImage = ai.generateImage ?? ai.experimental_generateImage
  const module = (await load(provider)) as unknown as Record<
    'createOpenAI',
    (options: object) => { imageModel(id: string): ImageModel }
  >
  return async ({ baseUrl: baseURL, model = 'default', retries }) => {
    const { images } = (await generateImage?.({
      model: module.createOpenAI({ apiKey: key, baseURL }).imageModel(model),
      prompt,
      ...(retries === 'usual' ? {} : { maxRetries: 0 }),
    })) ?? { images: [] }
    return images.map(({ base64 }) => ({ base64 }))
  }
}

/** Creates the clients for Node that send again by themselves. */
export async function createRetryingNodeClients(file: Uint8Array): Promise<RealClient[]> {
  await installNodeClients()
  return Promise.all([
    ...[7, 6, 5].map((major) =>
      createNodeClient('openai for Node', `openai-${major}`, openAiSend(`openai-${major}`, file)),
    ),
    ...(
      [
        [7, 'ai-sdk-openai-4'],
        [6, 'ai-sdk-openai-3'],
        [5, 'ai-sdk-openai-2'],
      ] as const
    ).map(([major, provider]) =>
      createNodeClient('AI SDK, generateImage', `ai-${major}`, generateImageSend(major, provider)),
    ),
  ])
}

interface ImageModel {
  doGenerate(options: object): Promise<{ readonly images: readonly (string | Uint8Array)[] }>
}

const aiSdkSend = (alias: string, create: string, file: Uint8Array) => async (): Promise<Send> => {
  const module = (await load(alias)) as unknown as Record<
    string,
    (options: object) => { imageModel(id: string): ImageModel }
  >
  return async ({ baseUrl: baseURL, does, model = 'default' }) => {
    const provider = module[create]?.({ name: 'mock', apiKey: key, baseURL })
    const { images } = (await provider?.imageModel(model).doGenerate({
      prompt,
      n: 1,
      providerOptions: {},
      headers: {},
      ...(does === 'edit' ? { files: [{ type: 'file', mediaType: 'image/png', data: file }] } : {}),
    })) ?? { images: [] }
    return images.map((image) => (typeof image === 'string' ? { base64: image } : { bytes: image.byteLength }))
  }
}

async function installNodeClients(): Promise<void> {
  if (!existsSync(join(import.meta.dirname, 'node_modules'))) await runToEnd('npm', ['ci'], import.meta.dirname)
}

/** Creates the clients for Node. `file` is the PNG that edits send. */
export async function createNodeClients(file: Uint8Array): Promise<RealClient[]> {
  await installNodeClients()
  return Promise.all([
    ...[7, 6, 5].map((major) =>
      createNodeClient('openai for Node', `openai-${major}`, openAiSend(`openai-${major}`, file)),
    ),
    ...[4, 3, 2].map((major) =>
      createNodeClient(
        '@ai-sdk/openai',
        `ai-sdk-openai-${major}`,
        aiSdkSend(`ai-sdk-openai-${major}`, 'createOpenAI', file),
      ),
    ),
    ...[3, 2, 1].map((major) =>
      createNodeClient(
        '@ai-sdk/openai-compatible',
        `ai-sdk-openai-compatible-${major}`,
        aiSdkSend(`ai-sdk-openai-compatible-${major}`, 'createOpenAICompatible', file),
      ),
    ),
  ])
}
