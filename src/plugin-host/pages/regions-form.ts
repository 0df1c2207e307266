import { ChatError } from '../../common/errors';
import { countryName } from '../../common/regions';

export type RegionChoice = 'anywhere' | 'adequate' | 'area' | 'chosen';

/** What the form says about a list of regions. */
export function choiceOf(regions: readonly string[]): RegionChoice {
  if (!regions.length) return 'anywhere';
  if (regions.length === 1 && regions[0] === 'EEA') return 'area';
  return regions.length === 2 && regions.includes('EEA') && regions.includes('ADEQUATE') ? 'adequate' : 'chosen';
}

/**
 * The list of regions that the form says.
 * @throws ChatError `request.invalid` if no country is ticked, or something that is none
 */
export function regionsOf(choice: RegionChoice, countries: readonly string[]): string[] {
  if (choice === 'anywhere') return [];
  if (choice === 'area') return ['EEA'];
  if (choice === 'adequate') return ['ADEQUATE', 'EEA'];
  if (!countries.length || !countries.every(countryName))
    throw new ChatError('request.invalid', { fields: { countries: 'regions.missing' } });
  return [...countries];
}
