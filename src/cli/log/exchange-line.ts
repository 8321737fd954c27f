import type { ExchangeSummary } from '../../engine/request/exchange-summary.ts'
import { createPaint, type TextStyle } from '../../reports/parts/paint.ts'

/** Properties of an output that decide how a line looks; a terminal has `columns`. */
export interface LineOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly hasColors?: () => boolean
}

/** Longest text about a refusal outside a terminal, in characters. */
const maxRefusal = 120
/** Widest column for paths in a terminal: a longer path moves the rest of its line. */
const maxPath = 48
/** Characters for the text about a refusal in a narrow terminal, where the line wraps. */
const minRefusal = 60

/**
 * Creates a function that formats an exchange as one short line:
 * `POST /v1/images/generations 400 2 ms …9f2c [slow] badField size: It is 1x1.` Detailed lines also name the provider, the operation,
 * the world and the task. In a terminal, lines have columns and end at its right edge.
 */
export function createExchangeFormatter(isDetailed: boolean, output: LineOutput = {}) {
  const { columns = 80 } = output
  let pathWidth = 0
  const paint = createPaint(output.hasColors?.() ?? false)
  return (summary: ExchangeSummary): string => {
    const { method, path, status, durationMs, keyTail = '', scenario } = summary
    const cells = [method, path, String(status ?? 'broken'), `${Math.round(durationMs)} ms`, keyTail]
    const rest = [scenario && `[${scenario}]`, refusalOf(summary), ...(isDetailed ? detailsOf(summary) : [])]
    const text = rest.filter(Boolean).join(' ')
    if (!output.isTTY) return [...cells, cut(text, isDetailed ? Infinity : maxRefusal)].filter(Boolean).join(' ')
    pathWidth = Math.max(pathWidth, Math.min(path.length, maxPath, columns / 2))
    const [, , shownStatus = '', duration = ''] = cells
    const start = `${method.padEnd(4)} ${path.padEnd(pathWidth)} `
    const figures = `${duration.padStart(12 - Math.max(3, shownStatus.length))} ${keyTail.padEnd(5)}`
    const room = columns - start.length - figures.length - 5
    const shownText = cut(text, isDetailed ? Infinity : Math.max(minRefusal, room))
    const colouredStatus = paint(styleOf(shownStatus), shownStatus.padEnd(3))
    return `${start}${colouredStatus} ${paint('dim', figures)} ${shownText}`.trimEnd()
  }
}

const styleOf = (status: string): TextStyle =>
  /^5|broken/.test(status) ? 'red' : status.startsWith('4') ? 'yellow' : status.startsWith('3') ? 'cyan' : 'green'

/** Says why a request was refused: the cause, the field and the message, in one line. */
function refusalOf({ refusal, field, message }: ExchangeSummary): string {
  const text = (message ?? '').replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  const isNamed = field === undefined || text.includes(field)
  const explanation = [isNamed ? '' : `${field}:`, text].filter(Boolean).join(' ')
  return [refusal, explanation].filter(Boolean).join(refusal && isNamed ? ': ' : ' ')
}

const detailsOf = ({ provider, operation, world, task }: ExchangeSummary) => [
  provider && `provider ${provider}`,
  operation && `operation ${operation}`,
  world && `world ${world}`,
  task && `task ${task}`,
]

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)
