/**
 * Checks the English of comments against the language rules in CONTRIBUTING.md and prints `file:line: reason: text` for each
 * offence. Exits with 1 if a comment breaks a rule. `node scripts/lint-language.ts FILE...` checks only these files.
 */
import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

export interface Offence {
  /** Line in the file, from 1. */
  readonly line: number
  readonly reason: string
  /** Text of the comment from the offence on, at most 80 characters. */
  readonly text: string
}

interface Rule {
  /** Pattern of an offence; whitespace in it matches line breaks too. */
  readonly pattern: RegExp
  /** Reason to print. `words` are the words that matched. */
  reason(words: string): string
}

const opening = (words: string) => `starts with "${words}": start with a verb or a noun`
const conjunction = (words: string) => `"${words}": write because or since`
const turn = (better: string) => (words: string) => `"${words}": ${better}`

const rules: readonly Rule[] = [
  { pattern: /^\s*(?:what|whether|where|of|that|it)(?=\s)/gi, reason: opening },
  // "One row per role" counts rows; only the pronoun is an offence.
  {
    pattern: /^\s*one\s+(?:that|which|who|whose|whom|of|for|to|in|with|by|from|an?|the|its?|is|may)(?=\s)/gi,
    reason: opening,
  },
  { pattern: /,\s+for\s+(?:it|they|the|there|an?|nobody|no)(?=\s)/gi, reason: conjunction },
  { pattern: /\bso\s+many\b/gi, reason: turn('write the number or "that number of"') },
  { pattern: /\b(?:is|are)\s+told\b/gi, reason: turn('write who reports or returns the value') },
  { pattern: /\bwhoever\b/gi, reason: turn('name the reader, caller or client') },
  { pattern: /\bnobody\s+has\b/gi, reason: turn('name the caller, or write "unknown" or "missing"') },
  { pattern: /\bgoes\s+round\b/gi, reason: turn('write "is circular"') },
  { pattern: /\bleads\s+nowhere\b/gi, reason: turn('write "is unresolved"') },
]

/** Returns the offences of one file, in the order of their lines. */
export function lintLanguage(name: string, source: string): Offence[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true)
  const offences = commentsOf(file).flatMap(({ pos, end }) => {
    const text = blankMarks(source.slice(pos, end))
    return rules.flatMap(({ pattern, reason }) =>
      [...text.matchAll(pattern)].map(({ 0: match, index }) => {
        const start = index + match.search(/[^\s,]/)
        return {
          line: file.getLineAndCharacterOfPosition(pos + start).line + 1,
          reason: reason(oneLine(match).replace(/^,\s*/, '')),
          text: oneLine(text.slice(start)).slice(0, 80),
        }
      }),
    )
  })
  return offences.sort((a, b) => a.line - b.line)
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Replaces comment marks by spaces and quoted code by letters, so that every other character keeps its position. */
const blankMarks = (comment: string) =>
  comment
    .replace(/\*\/$/, '  ')
    .replaceAll(/^\s*(?:\/\*+|\/\/+|\*)/gm, (marks) => ' '.repeat(marks.length))
    .replaceAll(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length))

/** Lists the comments of a file. Lines of `//` that follow each other are one comment, except after code. */
function commentsOf(file: ts.SourceFile): ts.TextRange[] {
  const ranges = new Map<number, ts.CommentRange>()
  const visit = (node: ts.Node) => {
    const children = node.getChildren(file).filter((child) => !ts.isJSDoc(child))
    if (children.length === 0)
      for (const range of [
        ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
      ])
        ranges.set(range.pos, range)
    children.forEach(visit)
  }
  visit(file)
  const comments: (ts.TextRange & { readonly joins: boolean })[] = []
  for (const { pos, end, kind } of [...ranges.values()].sort((a, b) => a.pos - b.pos)) {
    const before = comments.at(-1)
    const lineStart = file.text.lastIndexOf('\n', pos - 1) + 1
    const joins = kind === ts.SyntaxKind.SingleLineCommentTrivia && file.text.slice(lineStart, pos).trim() === ''
    if (joins && before?.joins && /^\r?\n[ \t]*$/.test(file.text.slice(before.end, pos)))
      comments[comments.length - 1] = { pos: before.pos, end, joins }
    else comments.push({ pos, end, joins })
  }
  return comments
}

const checked = ['src/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts', 'interop/*.ts', 'test/**/*.ts']
const skipped = ['**/node_modules/**', 'src/generated/**']

if (import.meta.main) {
  const names = process.argv.slice(2)
  const files = names.length > 0 ? names : globSync(checked, { exclude: skipped })
  for (const name of files.sort())
    for (const { line, reason, text } of lintLanguage(name, readFileSync(name, 'utf8'))) {
      console.log(`${name}:${line}: ${reason}: ${text}`)
      process.exitCode = 1
    }
}
