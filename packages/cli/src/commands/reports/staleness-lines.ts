/** Blocks told by name for one reason, at most. */
const most = 4

/**
 * Why blocks were measured, a line a reason: what changed since their samples were taken. What was never measured
 * or was asked for needs no reason.
 */
export function stalenessLines(measured: ReadonlyMap<string, string>): string[] {
  const blocks = new Map<string, string[]>()
  for (const [block, reason] of measured) {
    if (reason === 'never measured' || reason === 'asked for') continue
    blocks.set(reason, [...(blocks.get(reason) ?? []), block])
  }
  return [...blocks].map(([reason, ids]) => {
    const more = ids.length > most ? [`${ids.length - most} more`] : []
    return `stale: ${[...ids.slice(0, most), ...more].join(', ')}: ${reason}`
  })
}
