import type { LocationEstimator } from '../location-estimator';
import { newCall, wellAgain, type Make, type Moods, describeMoods } from './contract';

/**
 * Every estimator of locations passes this.
 *
 * ```ts
 * locationEstimatorContract(() => factory(context).locationEstimator, { known: '81.2.69.160' });
 * ```
 *
 * @param known an address whose country it knows
 */
export function locationEstimatorContract(
  make: Make<LocationEstimator>,
  { known, vendor }: { known: string; vendor?: Moods },
): void {
  describe('the contract of an estimator of locations', () => {
    wellAgain(vendor);

    it('gives a country by its two letters', async () => {
      const { country } = await (await make()).estimate({ address: known }, newCall());
      expect(country).toMatch(/^[A-Z]{2}$/);
    });

    it('gives nothing more than the country', async () => {
      expect(Object.keys(await (await make()).estimate({ address: known }, newCall()))).toEqual(['country']);
    });

    it.each(['127.0.0.1', '10.1.2.3', '::1', 'fe80::1', '::ffff:10.1.2.3'])(
      'knows nothing of %s, which is nowhere',
      async (address) => {
        expect((await (await make()).estimate({ address }, newCall())).country).toBeUndefined();
      },
    );

    it.each(['', 'not an address', '999.1.1.1'])('survives %j', async (address) => {
      const answer = await (await make()).estimate({ address }, newCall());
      expect(answer.country).toBeUndefined();
    });

    describeMoods(make, vendor, (estimator, call) => estimator.estimate({ address: known }, call));
  });
}
