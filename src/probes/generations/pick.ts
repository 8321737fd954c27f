/** Picks an item by an index of any size. Undefined if the list is empty. */
export const pickCyclic = <T>(list: readonly T[], index: number): T | undefined =>
  list[((index % list.length) + list.length) % list.length]
