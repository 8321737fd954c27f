/** Splits text into words as the language does, because Chinese has no spaces between words. Must stand alone: the site copies the function. */
const tokenize = (text: string): string[] =>
  [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)

const chinese = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    displayDetails: '显示详细列表',
    resetButtonTitle: '清除',
    backButtonTitle: '关闭搜索',
    noResultsText: '没有找到结果',
    footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
  },
}

/** Options of the search in the page. */
export const searchWords = {
  locales: { zh: { translations: chinese } },
  miniSearch: { options: { tokenize } },
}
