/** While rows are held they keep their places: new ones come at the end, ended ones stay until then. */
export function steadyOrder(sorted: readonly string[], held: readonly string[] | null): string[] {
  if (held === null) return [...sorted];
  const kept = new Set(held);
  return [...held, ...sorted.filter((key) => !kept.has(key))];
}
