/** Saves an image from any gateway: only the provider's id changes. */
import { writeFile } from 'node:fs/promises'
import { createImageClient, type ProviderId } from '../src/client.ts'

const mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010'
const prefixes: Partial<Record<ProviderId, string>> = {
  azure: '/openai',
  bfl: '',
  fal: '',
  'gpt-best': '',
  openrouter: '/api/v1',
}

/** Generates an image, waits for the result and saves the result. Returns its length in bytes. Throws if the task fails. */
export async function main(provider: ProviderId, file: string, url = mock, model = 'gpt-image-2'): Promise<number> {
  const client = createImageClient({
    provider,
    apiKey: 'sk-test',
    baseUrl: `${url}/${provider}${prefixes[provider] ?? '/v1'}`,
  })
  const submitted = await client.submit('generate', { model, prompt: 'A red fox on a green hill' })
  if (submitted.error) throw new Error(submitted.error.message)
  const waited = await client.wait(submitted.data, { onProgress: ({ state }) => console.log(provider, state) })
  if (waited.error) throw new Error(waited.error.message)
  const [image] = waited.data
  const download = image ? await client.bytes(image) : undefined
  if (!download?.data) throw new Error(download?.error?.message ?? 'the result holds no image')
  await writeFile(file, download.data)
  return download.data.length
}

if (import.meta.main) await main((process.argv[2] ?? 'dimilinks') as ProviderId, 'image.png')
