/**
 * Counts how often the official SDK sends a request that hits a rate limit. With a real gateway each POST may cost money. The
 * mock refuses the first two requests, and its journal lists all of them.
 */
import OpenAI from 'openai'

/** Returns the statuses of the gateway's responses, in order. */
export async function main(mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010'): Promise<number[]> {
  const apiKey = `sk-retries-${process.pid}`
  const client = new OpenAI({
    baseURL: `${mock}/openai/v1`,
    apiKey,
    defaultHeaders: { 'X-Proofsheet-Scenario': 'rate-limited-retry-after;times=2' },
  })
  await client.images.generate({ model: 'gpt-image-2', prompt: 'A red fox on a green hill' })
  const journal = await fetch(`${mock}/_proofsheet/journal`, { headers: { authorization: `Bearer ${apiKey}` } })
  const { entries } = (await journal.json()) as { entries: { response: { status: number } }[] }
  const statuses = entries.map(({ response }) => response.status)
  console.log(`POSTs: ${statuses.length}, statuses: ${statuses.join(', ')}`)
  return statuses
}

if (import.meta.main) await main()
