import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '../../src/cli/migrate.ts'
import { migrateDialect } from '../../src/dialect/migration/migrate.ts'
import { loadProvider } from '../../src/dialect/provider.ts'

const before = `# A small gateway.
id: small   # the id
auth: { header: X-Key, scheme: '', schemeOptional: false, required: true }

# How it reads.
request:
  emptyStrings: absent
operations:
  draw: { at: POST /draw, does: generate, references: optional }
  old: { at: POST /old, does: refuse, cause: retiredRoute, legacy: { does: edit, references: required } }
mask:
  needsReference: true
  sameSize: false # any size
tasks:
  id: { prefix: job-, hex: 12 }
  duration: { default: 10, byTier: { 4k: 20 }, queued: 0.5 }
  ownership: none
  polls:
    job:
      absent: { /error: '' }
results:
  image:
    task: id
    expiry: { parameter: until, unit: seconds }
    signature:
      parameter: sig
      hex: 24
    auth: key
sources:
  /auth/header: { page: DOC, basis: documented } # in the header
  /tasks/id/prefix: { page: DOC, basis: documented }
  /tasks/id/hex: { page: DOC, basis: example }
  /results/image/task: { page: DOC, basis: documented }
  /mask/sameSize: { page: DOC, basis: open }
`
const after = `# A small gateway.
dialect: 1
id: small   # the id
auth: { in: header, name: X-Key, scheme: '', withoutScheme: reject, withoutKey: reject }

# How it reads.
request:
  emptyStrings: ignore
operations:
  draw: { at: POST /draw, does: generate, references: accept }
  old: { at: POST /old, does: reject, cause: retiredRoute, legacy: { does: edit, references: require } }
mask:
  withoutReference: reject
  otherSize: accept # any size
tasks:
  id: 'job-{hex:12}'
  duration: { seconds: 10, secondsByTier: { 4k: 20 }, queuedShare: 0.5 }
  otherKeys: accept
  polls:
    job:
      whenAbsent: { /error: '' }
results:
  image:
    task: { in: path, name: id }
    expiry: { in: query, name: until, unit: seconds }
    signature:
      in: query
      name: sig
      form: '{hex:24}'
    withoutKey: reject
sources:
  /auth/name: { page: DOC, basis: documented } # in the header
  /tasks/id: { page: DOC, basis: documented }
  /results/image/task/name: { page: DOC, basis: documented }
  /mask/otherSize: { page: DOC, basis: open }
`

test('a dialect without a version is rewritten; comments, order and layout stay', () => {
  expect(migrateDialect(before)).toBe(after)
})

test.each([
  ['a dialect with a version', after, 'the dialect has version 1 already: expected a dialect without a version'],
  ['a list', '- id: small\n', 'no mapping: expected the members of a dialect, such as id and origins'],
  ['text that is no YAML', 'id: [small\n', 'at line 2, column 1'],
])('%s is refused', (_what, text, message) => {
  expect(() => migrateDialect(text)).toThrow(message)
})

test('the command rewrites the dialect in a folder; loading names the command until then', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-migrate-'))
  const file = join(folder, 'dialect.yaml')
  await writeFile(file, before)
  await writeFile(join(folder, 'openapi.yaml'), 'openapi: 3.1.0\ninfo: { title: Small, version: "1" }\npaths: {}\n')
  await expect(loadProvider(folder)).rejects.toThrow(`"proofsheet migrate ${folder}"`)

  await migrate([folder])
  expect(await readFile(file, 'utf8')).toBe(after)

  await expect(migrate([folder])).rejects.toThrow(`${file}: the dialect has version 1`)
  await expect(migrate(['nowhere'])).rejects.toThrow(
    'nowhere/dialect.yaml: no such file\n  pass the folder of a provider',
  )
})
