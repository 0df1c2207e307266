/** What a table says: its rows' labels, and the numbers of its first column; null where there are too few to be shown. */
export interface Series {
  labels: string[];
  values: (number | null)[];
}

export function seriesOf(table: HTMLTableElement): Series {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  if (table.dataset.order === 'newest-first') rows.reverse();
  const values = rows.map((row) => Number(row.querySelector('td')?.dataset.value ?? '') || null);
  return { labels: rows.map((row) => row.querySelector('th')?.textContent?.trim() ?? ''), values };
}

/** Which labels stand below the bars: as many as fit, the last one among them. */
export function shownLabels(labels: readonly string[], width: number, widest: number): Set<number> {
  const fitting = Math.max(1, Math.floor(width / (widest + 12)));
  const every = Math.max(1, Math.ceil(labels.length / fitting));
  return new Set(labels.flatMap((_, index) => ((labels.length - 1 - index) % every === 0 ? [index] : [])));
}
