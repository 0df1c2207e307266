import type { Website } from '../../workspaces/website.entity';
import { spans } from '../counting/spans';
import type { WebsiteCell } from '../statistics.service';
import { csv } from './csv';

const head = ['day', 'website', 'counter', 'part', 'count'];

/** The groups as a file: what is too little to be shown is not in it. */
export function exportOf(cells: readonly WebsiteCell[], websites: readonly Pick<Website, 'id' | 'name'>[]): string {
  const names = new Map(websites.map(({ id, name }) => [id, name]));
  return csv([head, ...cells.map((cell) => [cell.day, names.get(cell.websiteId) ?? '', cell.measure, partOf(cell), cell.total])]);
}

/** Minutes within which something was done, or the hour of the day. */
function partOf({ measure, bucket }: WebsiteCell): string {
  if (measure === 'hour') return `${String(bucket).padStart(2, '0')}:00`;
  if (measure !== 'answered' && measure !== 'settled') return '';
  return bucket < spans.length ? `within ${spans[bucket] / 60_000} min` : `over ${spans[spans.length - 1] / 60_000} min`;
}
