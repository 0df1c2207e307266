import { languageName } from './language-name';
import { lazily } from './lazily';

it('says names in English, and codes of what has none', () => {
  expect(languageName('pt')).toBe('Portuguese');
  expect(languageName('qx')).toBe('qx');
});

it('makes what is asked for late, and once', () => {
  const make = jest.fn(() => undefined);
  const made = lazily(make);
  expect(make).not.toHaveBeenCalled();
  made();
  made();
  expect(make).toHaveBeenCalledTimes(1);
});
