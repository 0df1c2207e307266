import { element } from '../dom';
import { type AttachmentTools, drawAttachment } from './attachment';
import { face } from './face';
import type { Item, Row } from './layout';
import { splitLinks } from './links';

export interface MessageTools extends AttachmentTools {
  /** Sends again what failed. */
  retry(): void;
}

function body(text: string, lang?: string): HTMLElement {
  const pieces = splitLinks(text).map(({ text: piece, href }) =>
    href ? element('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, piece) : piece,
  );
  return element('p', { class: 'bubble', dir: 'auto', lang }, ...pieces);
}

/** What somebody wrote, beneath its translation. */
function original({ body: text, translation }: Item, tools: MessageTools): HTMLElement {
  const language = tools.formats.nameOf(translation?.from);
  const about = language ? tools.text('translatedFrom', { language }) : tools.text('translated');
  return element('details', { class: 'original' }, element('summary', {}, `${about} · ${tools.text('original')}`), body(text));
}

/** What the website says by itself stands on its side. */
const sideOf = ({ from }: Item) => (from === 'visitor' ? 'visitor' : 'team');

function bubble(item: Item, tools: MessageTools): HTMLElement {
  const row = element('div', { class: `message from-${sideOf(item)}` });
  const author = item.from === 'visitor' ? tools.text('you') : item.name;
  const content = element('div', { class: 'content' }, element('span', { class: 'unseen' }, `${author}: `));
  if (item.deleted) content.append(element('p', { class: 'bubble deleted' }, tools.text('deleted')));
  if (item.translation) content.append(body(item.translation.body, item.translation.language), original(item, tools));
  else if (item.body) content.append(body(item.body));
  content.append(...item.attachments.map((attachment) => drawAttachment(attachment, tools)));
  if (item.from !== 'visitor') row.append(face(item.name));
  row.append(content);
  return row;
}

function meta({ item, status }: Extract<Row, { kind: 'meta' }>, tools: MessageTools): HTMLElement {
  const row = element('div', { class: `meta from-${sideOf(item)}` });
  if (item.from !== 'visitor') row.append(element('span', { class: 'meta-name', dir: 'auto' }, item.name));
  if (item.from === 'system') row.append(element('span', {}, tools.text('automatic')));
  if (status === 'failed') {
    row.append(
      element('span', { class: 'failed' }, tools.text('failed')),
      element('button', { class: 'retry', type: 'button', click: () => tools.retry() }, tools.text('retry')),
    );
    return row;
  }
  if (status !== 'pending')
    row.append(element('time', { datetime: new Date(item.at).toISOString() }, tools.formats.time(item.at)));
  if (status) row.append(element('span', { class: `status-${status}` }, tools.text(status)));
  return row;
}

/** What of a row would change its drawing, apart from its place in the group. */
export function signature(row: Row): string {
  if (row.kind === 'day') return '';
  const { body: text, deleted, attachments, name, translation } = row.item;
  return row.kind === 'meta'
    ? `${row.status} ${row.item.at} ${name}`
    : `${deleted} ${attachments.map(({ id }) => id).join()} ${translation?.body ?? ''} ${text}`;
}

export function drawRow(row: Row, tools: MessageTools): HTMLElement {
  if (row.kind === 'day') return element('div', { class: 'day' }, element('span', {}, tools.formats.day(row.at)));
  return row.kind === 'meta' ? meta(row, tools) : bubble(row.item, tools);
}
