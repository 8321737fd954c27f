import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { linkOutside } from './links.ts'
import { searchWords } from './search.ts'
import { chinese, english } from './sidebar.ts'

const base = process.env.DOCS_BASE ?? '/'

/** Settings of the site. The pages are the Markdown files beside this folder; `sidebar.ts` orders them. */
export default defineConfig({
  title: 'Proofsheet',
  base,
  head: [['link', { rel: 'icon', href: `${base}icon.svg` }]],
  outDir: 'dist',
  rewrites: { 'develop/decisions/README.md': 'develop/decisions/index.md' },
  markdown: { config: linkOutside },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Mocks, contract tests and typed clients for image-generation gateways',
      themeConfig: english,
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '面向图像生成网关的模拟服务、契约测试与类型化客户端',
      themeConfig: chinese,
    },
  },
  vite: {
    // The compiler of VitePress does not know the target in the tsconfig.json of the shared components.
    esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2022' } } },
    // VitePress brings another version of Preact, and two versions cannot draw one page.
    resolve: {
      alias: [
        { find: /^preact(?=$|\/)/, replacement: fileURLToPath(new URL('../../node_modules/preact', import.meta.url)) },
      ],
    },
    ssr: { noExternal: [/^preact/] },
  },
  themeConfig: {
    logo: '/icon.svg',
    // Not every page is in both languages, so the menu of languages leads to their first pages.
    i18nRouting: false,
    search: { provider: 'local', options: searchWords },
    outline: [2, 3],
  },
})
