import { ChatError } from '../errors';
import { faultsOf, typedValues } from './faults';

describe('what a refused form shows again', () => {
  it('puts sentences beside their fields, translated', () => {
    const refusal = new ChatError('request.invalid', { fields: { email: 'fields.email' } });
    expect(faultsOf(refusal, (key) => `text of ${key}`)).toEqual({ email: 'text of fields.email' });
  });

  it('says what is about no field above them all', () => {
    expect(faultsOf(new ChatError('sign_in.wrong'), String)).toEqual({ form: 'The address or the password is not right.' });
  });

  it('keeps texts, but no passwords, keys or nested values', () => {
    expect(typedValues({ email: 'a@b', password: 'x', key: 'k', name: ['y'], more: { z: 1 } })).toEqual({ email: 'a@b' });
    expect(typedValues(undefined)).toEqual({});
  });
});
