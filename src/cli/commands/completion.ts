import { Argument, Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'

export const createCompletionCommand = (loadAll: () => Promise<Command[]>): Command =>
  withExamples(
    new Command('completion')
      .addArgument(new Argument('<shell>', 'shell that is to complete proofsheet').choices(['bash', 'zsh', 'fish']))
      .action(
        withExitCode(async (shell: 'bash' | 'zsh' | 'fish') =>
          (await import('../completion/completion.ts')).printCompletion(shell, await loadAll()),
        ),
      ),
    ['In ~/.bashrc', 'source <(proofsheet completion bash)'],
    ['In ~/.zshrc, after compinit', 'source <(proofsheet completion zsh)'],
    ['Once, in fish', 'proofsheet completion fish > ~/.config/fish/completions/proofsheet.fish'],
  )
