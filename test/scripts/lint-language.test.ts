import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lintLanguage } from '../../scripts/lint-language.ts'

const script = fileURLToPath(new URL('../../scripts/lint-language.ts', import.meta.url))
const found = (source: string) => lintLanguage('a.ts', source).map(({ line, reason }) => `${line}: ${reason}`)
const opening = (words: string) => `starts with "${words}": start with a verb or a noun`

test.each([
  ['/** What the gateway answers. */', opening('What')],
  ['/** Whether the key is read. */', opening('Whether')],
  ['/** Where links lead. */', opening('Where')],
  ['/** Of the requests, the first. */', opening('Of')],
  ['/** That the mock answers. */', opening('That')],
  ['/** It answers. */', opening('It')],
  ['/** One that answers late. */', opening('One that')],
  ['// what the gateway answers', opening('what')],
  ['f(/* whether to wait */ true)', opening('whether')],
  ['f(/* whether to wait */)', opening('whether')],
  ['const a = 1 // of a minute', opening('of')],
  ['/** Waits, for it may be late. */', '"for it": write because or since'],
  ['/** Waits, for nobody knows. */', '"for nobody": write because or since'],
  ['/** Takes so many bytes. */', '"so many": write the number or "that number of"'],
  ['/** The fault is told. */', '"is told": write who reports or returns the value'],
  ['/** Faults are told. */', '"are told": write who reports or returns the value'],
  ['/** Whoever reads this. */', '"Whoever": name the reader, caller or client'],
  ['/** A key that nobody has. */', '"nobody has": name the caller, or write "unknown" or "missing"'],
  ['/** The reference goes round. */', '"goes round": write "is circular"'],
  ['/** The pointer leads nowhere. */', '"leads nowhere": write "is unresolved"'],
])('%s', (source, reason) => {
  expect(found(source)).toEqual([`1: ${reason}`])
})

test.each([
  ['a verb first', '/** Returns what the gateway answers, where it answers. */'],
  ['a number', '/** One row per role. */'],
  ['a string', "const a = 'What it is told, for it goes round' // Fine."],
  ['a template', `const a = \`// What \${"x" /* Fine. */} // It \${1} /* Of */\``],
  ['a regular expression', 'const a = /\\/\\/ What is told/'],
  ['a longer word', '/** Offers, itself, ones: whatever. */'],
  ['quoted code', '/** Prints `so many` words. */'],
  ['the next lines of a comment', '// Reads the bytes\n// of a file.'],
  ['a preposition', '/** Waits, for example, for one request, for each key. */'],
])('accepts %s', (_name, source) => {
  expect(found(source)).toEqual([])
})

test('a phrase across lines is reported at the line where it starts', () => {
  expect(found('/**\n * Waits here, for\n * it may be late. The fault is\n * told.\n */\nexport const a = 1')).toEqual([
    '2: "for it": write because or since',
    '3: "is told": write who reports or returns the value',
  ])
})

test('a comment after code does not continue on the next line', () => {
  expect(found('const a = 1 // Fine.\n// What follows.')).toEqual([`2: ${opening('What')}`])
})

test('comments anywhere in the syntax are read once', () => {
  const source = `#!/usr/bin/env node
interface A {
  /** Whether. */
  a: 1
  /** Whether so. */
  b: 1 }
class B {
  // what one
}
const c = [
  /* It lists */
]
/** Of the end */`
  expect(found(source).map((each) => Number.parseInt(each, 10))).toEqual([5, 8, 11, 13])
})

test('the script prints file, line, reason and text, and fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-language-'))
  try {
    const bad = join(folder, 'bad.ts')
    const good = join(folder, 'good.ts')
    writeFileSync(bad, 'const a = 1\n/** What the\n * gateway answers. */\n')
    writeFileSync(good, '/** Answers a request. */\n')
    const run = (file: string) => {
      try {
        return { status: 0, stdout: execFileSync(process.execPath, [script, file], { encoding: 'utf8' }) }
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string }
        return { status, stdout }
      }
    }
    expect(run(good)).toEqual({ status: 0, stdout: '' })
    expect(run(bad)).toEqual({ status: 1, stdout: `${bad}:2: ${opening('What')}: What the gateway answers.\n` })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
