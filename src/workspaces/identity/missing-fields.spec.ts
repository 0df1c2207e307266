import { missingFields } from './missing-fields';

const whole = { legalName: 'Alder Ltd', address: '1 Mill Lane', contact: 'privacy@alder.example' };

it.each([
  [null, ['legalName', 'address', 'contact']],
  [whole, []],
  [{ ...whole, address: ' \n ' }, ['address']],
  [{ ...whole, legalName: '', contact: '' }, ['legalName', 'contact']],
])('%j lacks %j', (identity, missing) => expect(missingFields(identity)).toEqual(missing));
