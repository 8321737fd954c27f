import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/conformance/report.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { deviant, verifyMock } from '../support/gateway.ts'

const red = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')

describe.each(await shippedIds())('%s', (id) => {
  test('the mock conforms to its own documents, as far as that can be seen for nothing', async () => {
    const { findings, images, exchanges } = await verifyMock(await findProvider(id), { budget: 0 })
    expect(red(findings)).toEqual([])
    expect(findings.length).toBeGreaterThan(60)
    expect(images).toEqual({ spent: 0, budget: 0 })
    expect(exchanges.every(({ response }) => (response?.status ?? 0) >= 400)).toBe(true)
    expect(JSON.stringify(exchanges)).not.toContain('right-and-known')
  })

  test('the mock conforms to its own documents', async () => {
    const provider = await findProvider(id)
    const { findings, images } = await verifyMock(provider)
    expect(red(findings)).toEqual([])
    const isAsync = Object.values(provider.dialect.operations).some((each) => 'async' in each && each.async !== 'never')
    expect(images.spent).toBe(isAsync ? 1 : 0)
    expect(findings.filter(({ kind }) => kind === 'invariant')).toHaveLength(isAsync ? 3 : 0)
  })
})

describe('a gateway that does otherwise than documented is reported for that, and for nothing else', () => {
  test.each<[id: string, change: Record<string, unknown>, reported: Partial<Finding>[]]>([
    ['dimilinks', { '/errors/causes/missingKey/status': 403 }, [
      { trait: '/errors/causes/missingKey/status', documented: 401, observed: 403, level: 'must', verdict: 'deviates' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/errors/causes/unknownTask/code': 'task_gone' }, [
      { trait: '/errors/causes/unknownTask/code', documented: 'not_found', observed: 'task_gone', level: 'must' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/auth/schemeOptional': false }, [
      { trait: '/auth/schemeOptional', documented: true, observed: false, level: 'may', verdict: 'deviates' },
    ]], // biome-ignore format: rows
    ['ezlink', { '/auth/optionalPrefix': 'ez-' }, [
      { trait: '/auth/optionalPrefix', documented: 'sk-', observed: undefined, level: 'may' },
    ]], // biome-ignore format: rows
    ['ezlink', { '/errors/causes/retiredRoute/status': 404 }, [
      { trait: '/errors/causes/retiredRoute/status', documented: 501, observed: 404, level: 'may' },
    ]], // biome-ignore format: rows
    ['openai', { '/auth/required': false }, [
      { trait: '/auth/required', documented: true, observed: false, level: 'must', verdict: 'deviates' },
    ]], // biome-ignore format: rows
    ['openai', { '/errors/causes/wrongKey/type': 'authentication_error' }, [
      { trait: '/errors/causes/wrongKey/type', documented: 'invalid_request_error', observed: 'authentication_error' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/references/max': 4 }, [
      { trait: '/references/max', documented: 9, observed: 'less than 9', level: 'must' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/references/multipart/fields': ['image', 'image[]', 'images'] }, [
      { trait: '/references/multipart/fields', observed: ['image', 'image[]', 'images', 'mask'], level: 'must' },
    ]], // biome-ignore format: rows
    ['openai', { '/prompt/max': 1000 }, [
      { trait: '/prompt/max', documented: 32000, observed: 'less than 32000', level: 'must' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/tasks/polls/task/states/succeeded': 'done' }, [
      { trait: '/tasks/polls/task/states/succeeded', documented: 'succeeded', observed: 'done', level: 'must' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/tasks/polls/task/time': 'milliseconds' }, [
      { trait: '/tasks/polls/task/time', documented: 'seconds', observed: 'milliseconds', level: 'must' },
    ]], // biome-ignore format: rows
    ['dimilinks', { '/tasks/polls/task/progress/values/queued': 60 }, [
      { kind: 'invariant', trait: 'progress never falls', observed: ['60 was followed by 50'], level: 'must' },
    ]], // biome-ignore format: rows
    ['gpt-best', { '/async/submit/status': 202 }, [
      { trait: '/async/submit/status', documented: 200, observed: 202, level: 'must' },
    ]], // biome-ignore format: rows
    ['gpt-best', { '/tasks/polls/task/progress/kind': 'integer' }, [
      { trait: '/tasks/polls/task/progress/kind', documented: 'percent', observed: 'integer', level: 'may' },
    ]], // biome-ignore format: rows
    ['gpt-best', { '/errors/causes/unknownTask/status': 410 }, [
      { trait: '/errors/causes/unknownTask/status', documented: 404, observed: 410, verdict: 'undocumented' },
    ]], // biome-ignore format: rows
  ])('%s: %j', async (id, change, reported) => {
    const { findings } = await verifyMock(deviant(await findProvider(id), change))
    expect(red(findings)).toEqual(reported.map((each) => expect.objectContaining(each)))
  })
})
