/** Uses the official SDK with the mock of OpenAI: generates three images, edits one image, edits three images. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI, { toFile } from 'openai'

/** Saves the images and returns their paths, in the order of creation. */
export async function main(mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010'): Promise<string[]> {
  const client = new OpenAI({ baseURL: `${mock}/openai/v1`, apiKey: 'sk-test' })
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
  const model = 'gpt-image-2'
  const saved: string[] = []

  const save = async ({ data = [] }: OpenAI.ImagesResponse, name: string): Promise<Buffer[]> => {
    const images = data.map(({ b64_json = '' }) => Buffer.from(b64_json, 'base64'))
    for (const [index, png] of images.entries()) {
      const path = join(folder, `${name}-${index + 1}.png`)
      await writeFile(path, png)
      saved.push(path)
      // Bytes 16 to 23 of a PNG hold its width and height.
      console.log(`${path}: ${png.readUInt32BE(16)}x${png.readUInt32BE(20)}, ${png.length} bytes`)
    }
    return images
  }
  // The type matters: OpenAI refuses a file that is sent as application/octet-stream.
  const upload = (png: Buffer, name: string) => toFile(png, name, { type: 'image/png' })

  const prompt = 'A red fox on a green hill'
  const generated = await save(await client.images.generate({ model, prompt, n: 3, size: '1536x1024' }), 'generated')
  const files = await Promise.all(generated.map((png, index) => upload(png, `fox-${index + 1}.png`)))

  const [first] = files
  if (!first) throw new Error('the response holds no image')
  await save(await client.images.edit({ model, image: first, prompt: 'Add snow' }), 'edited')
  await save(await client.images.edit({ model, image: files, prompt: 'All three in one', size: '1024x1536' }), 'merged')
  return saved
}

if (import.meta.main) await main()
