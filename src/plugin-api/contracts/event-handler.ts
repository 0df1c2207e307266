import { pluginEvents, type EventHandler, type PluginEvent, type PluginEventName } from '../event-handler';
import { describeMoods, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

/** What the vendor's fake does for this suite besides its moods. */
export interface EventVendor extends Moods {
  /** How many records it keeps of what it was told since `works` was called. */
  count?(): number | Promise<number>;
}

export const someDelivery = (name: PluginEventName = 'message.posted', more: Partial<PluginEvent> = {}): PluginEvent => ({
  id: 'e-1042',
  name,
  at: new Date('2026-03-01T09:30:00Z'),
  ids: { conversationId: 'c-1', visitorId: 'v-1', messageId: 'm-1' },
  fields: {},
  ...more,
});

/**
 * Every handler of events passes this.
 *
 * ```ts
 * eventHandlerContract(() => factory(context).eventHandler, { events: manifest.events, fields: { 'message.body': 'Hello' } });
 * ```
 *
 * @param about the manifest's events, and a value for each of its fields
 */
export function eventHandlerContract(
  make: Make<EventHandler>,
  about: { events: readonly string[]; fields?: Record<string, unknown>; vendor?: EventVendor },
): void {
  const { events, fields = {}, vendor } = about;
  const names = events as PluginEventName[];

  describe('the contract of a handler of events', () => {
    wellAgain(vendor);

    it('asks for events that exist', () => {
      expect(names.length).toBeGreaterThan(0);
      expect(pluginEvents).toEqual(expect.arrayContaining(names));
    });

    it.each(names)('handles %s', async (name) => {
      await (await make()).handle(someDelivery(name, { fields }), newCall());
    });

    it.each(names)('handles %s of somebody whose choices keep every field back', async (name) => {
      await (await make()).handle(someDelivery(name), newCall());
    });

    it('takes any script', async () => {
      const texts = Object.fromEntries(Object.keys(fields).map((field) => [field, manyTongues]));
      await (await make()).handle(someDelivery(names[0], { fields: texts }), newCall());
    });

    it('does a thing once, though the event comes twice', async () => {
      const handler = await make();
      await handler.handle(someDelivery(names[0], { fields }), newCall());
      const before = await vendor?.count?.();
      await handler.handle(someDelivery(names[0], { fields }), newCall());
      expect(await vendor?.count?.()).toBe(before);
    });

    describeMoods(make, vendor, (handler, call) => handler.handle(someDelivery(names[0], { fields }), call));
  });
}
