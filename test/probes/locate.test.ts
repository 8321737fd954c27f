import { expect, test } from 'vitest'
import { findPointers, locate } from '../../src/probes/documents/locate.ts'

const isFox = (value: unknown) => value === 'fox'

test.each<[document: unknown, pointers: string[]]>([
  ['fox', ['']],
  ['hen', []],
  [null, []],
  [undefined, []],
  [{}, []],
  [{ a: 'fox', b: 'hen' }, ['/a']],
  [['hen', 'fox'], ['/1']],
  [{ deep: { a: 'fox' }, flat: 'fox' }, ['/flat', '/deep/a']],
  [{ b: 'fox', a: 'fox' }, ['/b', '/a']],
  [{ a: [{ b: 'fox' }], c: { d: 'fox' } }, ['/c/d', '/a/0/b']],
  [{ 'a/b': { '~': 'fox' } }, ['/a~1b/~0']],
])('locate in %j', (document, pointers) => {
  expect(locate(document, isFox)).toEqual(pointers)
})

test('locate finds an object and the objects in it', () => {
  expect(locate({ a: { b: {} } }, (value) => typeof value === 'object')).toEqual(['', '/a', '/a/b'])
})

test.each<[document: unknown, documented: string | string[] | undefined, expected: string | string[] | undefined]>([
  [{ id: 'fox' }, '/id', '/id'],
  [{ id: 'fox', data: { id: 'fox' } }, '/data/id', '/data/id'],
  [{ id: 'fox', data: { id: 'fox' } }, ['/data/id', '/id'], ['/data/id', '/id']],
  [{ id: 'fox', data: { id: 'hen' } }, ['/data/id', '/id'], '/id'],
  [{ id: 'hen', data: { id: 'fox' } }, '/id', '/data/id'],
  [{ first: 'fox', second: 'fox' }, undefined, '/first'],
  [{ id: 'hen' }, '/id', undefined],
  [undefined, '/id', undefined],
])('findPointers in %j, documented as %j', (document, documented, expected) => {
  expect(findPointers(document, documented, isFox)).toEqual(expected)
})
