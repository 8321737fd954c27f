import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'

const docs = join(import.meta.dirname, '..')

/** A page: its path without `.md`, and its title in the sidebar. Without a title, the sidebar shows the heading of the page. */
type Row = readonly [path: string, title?: string]

/** Lists those of the pages that exist. */
const pagesOf = (rows: readonly Row[]) =>
  rows
    .filter(([path]) => existsSync(join(docs, `${path}.md`)))
    .map(([path, title]) => ({ text: title ?? headingOf(path), link: `/${path.replace(/(README|index)$/, '')}` }))

const headingOf = (path: string) => /^# (.+)$/m.exec(readFileSync(join(docs, `${path}.md`), 'utf8'))?.[1] ?? path

/** Lists the pages of a folder, except its index, by the subject of their headings: `DimiLinks` of `DimiLinks image API: …`. */
const folderOf = (folder: string) =>
  globSync(`${folder}/*.md`, { cwd: docs })
    .map((file) => file.replace(/\.md$/, ''))
    .filter((path) => !/(README|index)$/.test(path))
    .map((path): [string, string] => [path, headingOf(path).replace(/( image API)?:.*$/, '')])
    .sort(([, a], [, b]) => a.localeCompare(b, 'en', { numeric: true }))

const section = (text: string, rows: readonly Row[], collapsed = false): DefaultTheme.SidebarItem[] => {
  const items = pagesOf(rows)
  return items.length === 0 ? [] : [{ text, items, ...(collapsed && { collapsed }) }]
}

const develop = [
  ...section('Extend', [
    ['develop/adding-a-provider'],
    ['develop/adding-a-trait'],
    ['develop/adding-a-probe'],
    ['develop/adding-a-scenario'],
    ['develop/adding-a-report'],
  ]),
  ...section('Background', [
    ['develop/prism', 'Prism'],
    ['develop/known-gaps', 'Known gaps'],
  ]),
  ...section('Decisions', [['develop/decisions/README', 'All decisions'], ...folderOf('develop/decisions')], true),
]

const reference: Row[] = [
  ['reference/flags', 'Flags'],
  ['reference/config', 'Configuration'],
  ['reference/exit-codes', 'Exit codes'],
  ['reference/scenarios', 'Scenarios'],
  ['reference/admin-api', 'Admin API'],
  ['reference/reports', 'Reports'],
  ['reference/operation', 'Operation'],
  ['reference/dialect', 'Dialect'],
]

const gateways = (title: string, matrix: string) =>
  section(title, [['gateways/index', matrix], ...folderOf('gateways')], true)

/** Menus and words of the English pages. */
export const english: DefaultTheme.Config = {
  nav: [
    { text: 'Guide', link: '/guide/start', activeMatch: '^/guide/' },
    ...pagesOf([['gateways/index', 'Gateways']]),
    ...pagesOf(reference)
      .slice(0, 1)
      .map(({ link }) => ({ text: 'Reference', link, activeMatch: '^/reference/' })),
    { text: 'Contribute', link: '/develop/adding-a-provider', activeMatch: '^/develop/' },
  ],
  sidebar: {
    '/develop/': develop,
    '/': [
      ...section('Begin', [
        ['guide/start', 'Start'],
        ['guide/alternatives', 'Other tools'],
        ['guide/glossary', 'Glossary'],
      ]),
      ...section('Test your program', [
        ['guide/mock', 'Test my app for free'],
        ['guide/in-tests', 'Inside a test'],
        ['guide/see-it-fail', 'See it fail'],
        ['guide/paid-twice', 'Paid twice'],
        ['guide/callbacks', 'Callbacks'],
        ['guide/inspector', 'See what happens'],
        ['guide/worlds', 'Time and keys'],
        ['guide/record', 'Record once'],
        ['guide/client', 'Typed client'],
      ]),
      ...section('Judge a gateway', [
        ['guide/verify', 'Is this gateway compatible?'],
        ['guide/watch', 'Watch a gateway'],
        ['guide/move', 'Move to another gateway'],
        ['guide/add-a-gateway', 'Add my gateway'],
        ['guide/probe', 'Probe an undocumented gateway'],
        ['guide/one-contract', 'One contract for all'],
      ]),
      ...section('Run it', [
        ['guide/in-ci', 'In CI'],
        ['guide/container', 'In a container'],
        ['guide/scale-out', 'Scale out'],
        ['guide/security', 'Security'],
        ['guide/troubleshooting', 'Troubleshooting'],
      ]),
      ...gateways('Gateways', 'All gateways'),
      ...section('Reference', reference),
    ],
  },
}

/** Menus and words of the Chinese pages. */
export const chinese: DefaultTheme.Config = {
  nav: [...pagesOf([['zh/guide/mock', '指南']]), ...pagesOf([['gateways/index', '网关对照表']])],
  sidebar: {
    '/zh/': [
      ...section('入门', [
        ['zh/guide/start', '快速开始'],
        ['zh/guide/mock', '免费测试自己的程序'],
        ['zh/guide/see-it-fail', '让它出错'],
      ]),
      ...section('检验网关', [
        ['zh/guide/verify', '这个网关兼容吗'],
        ['zh/guide/add-a-gateway', '接入自己的网关'],
      ]),
      ...section('客户端', [['zh/guide/client', '类型化客户端']]),
      ...gateways('网关（英文）', '全部网关'),
    ],
  },
  outline: { level: [2, 3], label: '本页目录' },
  docFooter: { prev: '上一页', next: '下一页' },
  returnToTopLabel: '返回顶部',
  sidebarMenuLabel: '菜单',
  darkModeSwitchLabel: '外观',
  lightModeSwitchTitle: '切换到浅色模式',
  darkModeSwitchTitle: '切换到深色模式',
  langMenuLabel: '切换语言',
  skipToContentLabel: '跳到正文',
  notFound: { title: '页面不存在', quote: '请检查地址，或返回首页。', linkLabel: '返回首页', linkText: '返回首页' },
}
