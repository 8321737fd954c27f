import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { filterMatrix, type MatrixContent, type MatrixFilter } from '../../src/ui/filter-matrix.ts'
import { Matrix } from '../../src/ui/matrix.ts'

const content: MatrixContent = {
  gateways: [
    { id: 'lumen', name: 'Lumen' },
    { id: 'opal', name: 'Opal' },
    { id: 'onyx', name: 'Onyx' },
  ],
  sections: [
    {
      title: 'Results',
      rows: [
        { title: 'Form of an image', trait: '/results/default', cells: ['link', 'base64', 'link'] },
        { title: 'Time to live', trait: '/results/link/ttlSeconds', cells: ['1 hour', null, '1 hour'] },
        { title: 'Images at most', trait: '/images/n/max', cells: ['4', '4', '4 (assumed)'] },
      ],
    },
    { title: 'Errors', rows: [{ title: 'Wrong key', trait: '/errors/causes/wrongKey', cells: ['401', '403', null] }] },
  ],
}
const all: MatrixFilter = { text: '', showsEqual: false, selected: [] }

describe('a matrix shows', () => {
  test.each<[what: string, filter: Partial<MatrixFilter>, titles: readonly string[]]>([
    ['rows that differ', {}, ['Form of an image', 'Time to live', 'Wrong key']],
    ['equal rows too', { showsEqual: true }, ['Form of an image', 'Time to live', 'Images at most', 'Wrong key']],
    ['rows with a word of a cell', { text: 'BASE64' }, ['Form of an image']],
    ['rows with words of title and section', { text: 'wrong errors' }, ['Wrong key']],
    ['rows with a part of the pointer', { text: 'LINK/TTL' }, ['Time to live']],
    ['no rows without the word', { text: 'nothing' }, []],
    ['rows in which the selected gateways differ', { selected: ['lumen', 'onyx'] }, ['Wrong key']],
    ['all rows of one gateway', { selected: ['opal'] }, ['Form of an image', 'Images at most', 'Wrong key']],
  ])('%s', (_what, filter, titles) => {
    const { sections } = filterMatrix(content, { ...all, ...filter })
    expect(sections.flatMap(({ rows }) => rows.map(({ title }) => title))).toEqual(titles)
  })

  test('the cells of the selected gateways, in order', () => {
    const { gateways, sections } = filterMatrix(content, { ...all, selected: ['onyx', 'lumen'] })
    expect(gateways.map(({ id }) => id)).toEqual(['lumen', 'onyx'])
    expect(sections.flatMap(({ rows }) => rows.map(({ cells }) => cells))).toEqual([['401', null]])
  })
})

test('a matrix is a table with heads, links and the number of rows', () => {
  const html = renderToString(h(Matrix, { content, hrefOf: (id) => `./${id}.html` }))
  expect(html).toContain('<a href="./lumen.html">Lumen</a>')
  expect(html).toContain('<th scope="row" title="/results/default">Form of an image</th><td>link</td><td>base64</td>')
  expect(html).toContain('<td class="soft">—</td>')
  expect(html).toContain('>3 rows<')
  expect(html).not.toContain('Images at most')
})
