import { EventBus } from '../../events/event-bus';
import { RecentMessages } from './recent-messages.service';
import type { StoredMessage } from './thread.types';

const message = (position: number) => ({ conversationId: 'c', position, body: `text ${position}` }) as StoredMessage;

describe('messages remembered', () => {
  it('are found by their place, the newest thousand of them', () => {
    const recent = new RecentMessages(new EventBus());
    for (let position = 1; position <= 2000; position++) recent.keep(message(position));
    expect(recent.find('c', 2000)?.body).toBe('text 2000');
    expect(recent.find('c', 1)).toBeUndefined();
    expect(recent.find('another', 2000)).toBeUndefined();
  });

  it('are forgotten when they are deleted, on whichever node, before anybody tells of it', () => {
    const events = new EventBus();
    const recent = new RecentMessages(events);
    recent.keep(message(1));
    const told: unknown[] = [];
    events.on('message.deleted', ({ position }) => void told.push(recent.find('c', position)));
    // What another node published comes in by this door.
    events.deliver('message.deleted', { workspaceId: 'w', conversationId: 'c', visitorId: 'v', position: 1 });
    expect(told).toEqual([undefined]);
  });
});
