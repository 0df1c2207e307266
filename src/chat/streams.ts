/** Turbo streams: what changes on a page, and where. `html` was rendered by a partial, everything else is ours. */
const stream = (attributes: string, html: string) => `<turbo-stream ${attributes}><template>${html}</template></turbo-stream>`;

export const appended = (target: string, html: string) => stream(`action="append" target="${target}"`, html);
export const removed = (target: string) => `<turbo-stream action="remove" target="${target}"></turbo-stream>`;
export const replaced = (target: string, html: string) => stream(`action="replace" target="${target}"`, html);
/** Changes what is there in place: an open menu stays open, and who types in it is not disturbed. */
export const morphed = (target: string, html: string) => stream(`action="replace" method="morph" target="${target}"`, html);
/** A row of the list, which finds its place by itself. */
export const placedRow = (html: string) => stream('action="row" target="conversation-list"', html);
export const counted = (list: 'unassigned' | 'open' | 'spam', count: number) =>
  stream(`action="update" targets=".count-${list}"`, String(count));
/** A count of one account, which only its own pages take. */
export const countedFor = (accountId: string, count: number) =>
  `<turbo-stream action="count" data-account="${accountId}" data-list="mine" targets=".count-mine"><template>${count}</template></turbo-stream>`;
export const seenUpTo = (conversationId: string, seq: number) =>
  `<turbo-stream action="seen" data-conversation="${conversationId}" data-seq="${seq}" target="messages-${conversationId}"><template></template></turbo-stream>`;

/** The frame that brings streams to an agent. */
export const streamFrame = (html: string) => Buffer.from(JSON.stringify({ event: 'stream', data: html }));
