import type { Command } from 'commander'
import { renderBash } from './bash.ts'
import { renderFish } from './fish.ts'
import { listWords } from './words.ts'
import { renderZsh } from './zsh.ts'

/** Renders the script of a shell. */
const renderers = { bash: renderBash, zsh: renderZsh, fish: renderFish }

/** Prints a script that completes `proofsheet` in a shell. */
export async function printCompletion(shell: keyof typeof renderers, commands: readonly Command[]): Promise<void> {
  process.stdout.write(renderers[shell](await listWords(commands)))
}
