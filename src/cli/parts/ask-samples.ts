import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const questions = {
  curl: 'One curl command that makes an image',
  submit: 'The reply to that command',
  poll: 'The reply to the poll of a finished task, perhaps below the request (nothing if the first reply has the images)',
  error: 'The reply to a wrong request',
} as const

/**
 * Asks for the samples, one after another. An answer is the path of a file, or the text itself up to an empty line; an empty answer
 * leaves the sample out.
 */
export async function askSamples(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<Partial<Record<keyof typeof questions, string>>> {
  const lines = createInterface({ input })[Symbol.asyncIterator]()
  const answers: Partial<Record<keyof typeof questions, string>> = {}
  output.write(
    'Answer with the path of a file, or paste the text and end it with an empty line. An empty line alone leaves a sample out.\n',
  )
  for (const [name, question] of Object.entries(questions)) {
    output.write(`\n${question}:\n`)
    const answer = await readAnswer(lines)
    if (answer !== '') answers[name as keyof typeof questions] = answer
  }
  return answers
}

async function readAnswer(lines: AsyncIterator<string>): Promise<string> {
  const text: string[] = []
  for (;;) {
    const { value, done } = await lines.next()
    if (done === true || value.trim() === '') return text.join('\n')
    text.push(value)
    if (text.length > 1) continue
    const file = await readFile(value.trim(), 'utf8').catch(() => undefined)
    if (file !== undefined) return file
  }
}
