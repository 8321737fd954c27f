/** Reads a stream of the mock of OpenAI with the official SDK: two partial images, then the completed image. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'

/** Saves the images as they arrive and returns their paths. */
export async function main(mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010'): Promise<string[]> {
  const client = new OpenAI({ baseURL: `${mock}/openai/v1`, apiKey: 'sk-test' })
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
  const saved: string[] = []
  const stream = await client.images.generate({
    model: 'gpt-image-2',
    prompt: 'A red fox on a green hill',
    stream: true,
    partial_images: 2,
  })
  for await (const event of stream) {
    const name = event.type === 'image_generation.partial_image' ? `partial-${event.partial_image_index}` : 'finished'
    const path = join(folder, `${name}.png`)
    await writeFile(path, Buffer.from(event.b64_json, 'base64'))
    console.log(path)
    saved.push(path)
  }
  return saved
}

if (import.meta.main) await main()
