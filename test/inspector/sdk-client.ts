/** Draws, edits and streams with the official client, as another process than the mock: `node sdk-client.ts BASE_URL KEY`. */
import OpenAI, { toFile } from 'openai'

const [, , baseURL, apiKey] = process.argv
const client = new OpenAI({ ...(baseURL ? { baseURL } : {}), ...(apiKey ? { apiKey } : {}), maxRetries: 0 })
const model = 'gpt-image-2'

const drawn = await client.images.generate({ model, prompt: 'A red fox on a green hill' })
const fox = Buffer.from(drawn.data?.[0]?.b64_json ?? '', 'base64')
await client.images.edit({
  model,
  prompt: 'The fox wears a hat',
  image: await toFile(fox, 'fox.png', { type: 'image/png' }),
})
const stream = await client.images.generate({ model, prompt: 'A fox that runs', stream: true, partial_images: 2 })
for await (const event of stream) console.log(event.type)
await client.images.generate({ model, prompt: 'A fox of no size', size: '1x1' as 'auto' }).catch((error: Error) => {
  console.log(error.message)
})
