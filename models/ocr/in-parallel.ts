/**
 * Does `work` for each item, begun in their order and `atOnce` of them at a time; the results are in the order of the items. Rejects
 * with the first failure, without waiting for what is under way.
 */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const takeTurns = async () => {
    while (next < items.length && !failed) {
      const own = next++;
      try {
        results[own] = await work(items[own]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return results;
};
