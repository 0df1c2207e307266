import type { Person, PersonalDataHolder } from '../personal-data-holder';
import { describeMoods, newCall, wellAgain, type Make, type Moods } from './contract';

/** What the vendor's fake does for this suite besides its moods: `works` empties it. */
export interface HolderVendor extends Moods {
  /** Puts a record about this person there, as the plugin itself would have. */
  knows(person: Person): void | Promise<void>;
}

const ana: Person = { kind: 'visitor', id: 'v-ana', fields: { 'visitor.email': 'ana@example.com' } };
const ben: Person = { kind: 'visitor', id: 'v-ben', fields: { 'visitor.email': 'ben@example.com' } };

/**
 * Everybody who keeps copies of personal data passes this.
 *
 * ```ts
 * personalDataHolderContract(() => factory(context).personalData, fakeVendor);
 * ```
 */
export function personalDataHolderContract(make: Make<PersonalDataHolder>, vendor: HolderVendor): void {
  describe('the contract of a holder of personal data', () => {
    wellAgain(vendor);

    it('gives what it knows of a person, and of nobody else', async () => {
      await vendor.knows(ana);
      await vendor.knows(ben);
      const { records } = await (await make()).export(ana, newCall());
      expect(records.length).toBeGreaterThan(0);
      expect(JSON.stringify(records)).not.toContain('ben@example.com');
    });

    it('knows nothing of a stranger', async () => {
      const holder = await make();
      expect(await holder.export(ana, newCall())).toEqual({ records: [] });
      expect(await holder.erase(ana, newCall())).toEqual({ erased: 0 });
    });

    it('erases one person, counts, and leaves the others', async () => {
      const holder = await make();
      await vendor.knows(ana);
      await vendor.knows(ben);
      expect((await holder.erase(ana, newCall())).erased).toBeGreaterThan(0);
      expect(await holder.export(ana, newCall())).toEqual({ records: [] });
      expect((await holder.export(ben, newCall())).records.length).toBeGreaterThan(0);
    });

    it('erases again after a crash without complaint', async () => {
      const holder = await make();
      await vendor.knows(ana);
      const call = newCall();
      await holder.erase(ana, call);
      await holder.erase(ana, call);
    });

    it('corrects what it knows', async () => {
      const holder = await make();
      await vendor.knows(ana);
      const corrected = { ...ana, fields: { 'visitor.email': 'ana@new.example' } };
      expect((await holder.rectify(corrected, newCall())).rectified).toBeGreaterThan(0);
      expect(JSON.stringify(await holder.export(corrected, newCall()))).toContain('ana@new.example');
    });

    it('restricts, and lifts it again', async () => {
      const holder = await make();
      await vendor.knows(ana);
      expect(await holder.restrict({ ...ana, restricted: true }, newCall())).toEqual({ restricted: true });
      expect(await holder.restrict({ ...ana, restricted: false }, newCall())).toEqual({ restricted: false });
    });

    describeMoods(make, vendor, (holder, call) => holder.erase(ana, call));
  });
}
