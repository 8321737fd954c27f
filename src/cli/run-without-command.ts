import type { Command } from 'commander'
import { readTool } from '../conformance/tool.ts'
import { findSlip } from '../values/did-you-mean.ts'
import { commandNames } from './command-names.ts'
import { loadCommand } from './command-table.ts'
import { renderIntro } from './help/intro.ts'
import { helpTopics } from './help/topics.ts'
import { mistake } from './mistake.ts'
import { renderRootHelp } from './render-root-help.ts'

/**
 * Answers arguments that do not begin with a command: none, `--version`, `--help`, and `help` with a topic. Returns the command
 * whose help is asked for. Throws for anything else.
 */
export async function runWithoutCommand([name, topic]: readonly string[]): Promise<Command | undefined> {
  if (name === undefined) return print(renderIntro())
  if (name === '--version' || name === '-V') return print((await readTool()).version)
  if (name === '--help' || name === '-h' || (name === 'help' && topic === undefined)) return print(renderRootHelp())
  if (name === 'help') return showTopic(topic ?? '')
  if (name.startsWith('-'))
    throw mistake(`${name} stands before a command`, 'pass the command first, as in proofsheet mock --port 4020')
  const nearest = findSlip(name, commandNames)
  throw mistake(
    `unknown command "${name}"`,
    nearest ? `did you mean proofsheet ${nearest}?` : `expected one of ${commandNames.join(', ')}`,
  )
}

async function showTopic(topic: string): Promise<Command | undefined> {
  const page = Object.hasOwn(helpTopics, topic) ? helpTopics[topic] : undefined
  if (page) return print(page.render())
  const command = await loadCommand(topic)
  if (command) return command
  const topics = [...commandNames, ...Object.keys(helpTopics)]
  const nearest = findSlip(topic, topics)
  throw mistake(
    `no help for "${topic}"`,
    nearest ? `did you mean proofsheet help ${nearest}?` : `expected one of ${topics.join(', ')}`,
  )
}

function print(text: string): undefined {
  console.log(text)
  return undefined
}
