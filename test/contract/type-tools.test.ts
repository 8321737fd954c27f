import { expect, test } from 'vitest'
import { loadTypeTools } from '../../src/contract/type-tools.ts'

const remedy = 'run "npm install --save-dev typescript@5 openapi-typescript@7"'

test('types need two packages that users install themselves', async () => {
  await expect(loadTypeTools(() => Promise.reject(new Error("Cannot find package 'typescript'")))).rejects.toThrow(
    `cannot write types, because typescript or openapi-typescript is not installed: ${remedy}`,
  )
})

test('TypeScript 7 has no programming interface', async () => {
  const writer = await import('openapi-typescript')
  await expect(loadTypeTools(async () => [writer, { default: { version: '7.0.2' } }])).rejects.toThrow(
    `cannot write types with TypeScript 7.0.2, which has no programming interface: ${remedy}`,
  )
})
