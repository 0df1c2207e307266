import type { AnalyticsEvent, AnalyticsSink } from '../analytics-sink';
import { describeMoods, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

/** What the vendor's fake does for this suite besides its moods. */
export interface AnalyticsVendor extends Moods {
  /** Everything that came since `works` was called, as it came. */
  received?(): string | Promise<string>;
}

export const someEvent = (number = 1, more: Partial<AnalyticsEvent> = {}): AnalyticsEvent => ({
  id: `event-${number}`,
  name: 'conversation.opened',
  at: new Date('2026-03-01T09:30:00Z'),
  personKey: 'p-6f1c',
  properties: { website: 'Alder', files: 2, first: true },
  ...more,
});

/**
 * Every receiver of analytics passes this.
 *
 * ```ts
 * analyticsSinkContract(() => factory(context).analyticsSink, fakeVendor);
 * ```
 */
export function analyticsSinkContract(make: Make<AnalyticsSink>, vendor?: AnalyticsVendor): void {
  describe('the contract of an analytics sink', () => {
    wellAgain(vendor);

    it.each([
      ['one event', [someEvent()]],
      ['two hundred', Array.from({ length: 200 }, (_, number) => someEvent(number))],
      ['any script', [someEvent(1, { properties: { website: manyTongues } })]],
      ['no properties', [someEvent(1, { properties: {} })]],
      ['a name that it never heard', [someEvent(1, { name: 'parcel.arrived' })]],
      ['several people', [someEvent(1, { personKey: 'p-1' }), someEvent(2, { personKey: 'p-2' })]],
    ])('takes a batch: %s', async (_what, events) => {
      await expect((await make()).track({ events }, newCall())).resolves.toBeUndefined();
    });

    it('takes the same batch again', async () => {
      const sink = await make();
      const call = newCall();
      await sink.track({ events: [someEvent()] }, call);
      await sink.track({ events: [someEvent()] }, call);
    });

    it('is there when it is tried', async () => {
      await (await make()).check(newCall());
    });

    if (vendor?.received) {
      it('asks nothing of the vendor for an empty batch', async () => {
        await (await make()).track({ events: [] }, newCall());
        expect(await vendor.received!()).toBe('');
      });

      it('hands on the name of the event', async () => {
        await (await make()).track({ events: [someEvent()] }, newCall());
        expect(decodeURIComponent(await vendor.received!())).toMatch(/conversation.opened/);
      });

      it('sends no event whose call was aborted before', async () => {
        await (await make()).track({ events: [someEvent()] }, newCall(AbortSignal.abort())).catch((error: unknown) => error);
        expect(await vendor.received!()).toBe('');
      });
    }

    describeMoods(make, vendor, (sink, call) => sink.track({ events: [someEvent()] }, call));
    describe('when it is tried', () => describeMoods(make, vendor, (sink, call) => sink.check(call)));
  });
}
