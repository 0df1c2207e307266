import { Texts } from './texts';

const texts = new Texts({ DEVELOPMENT: false });

describe('texts', () => {
  it('fill their placeholders, and leave others alone', () => {
    expect(texts.t('en', 'widget.typing', { name: 'Ben' })).toBe('Ben is writing…');
    expect(texts.t('en', 'widget.typing', { name: '{name}' })).toBe('{name} is writing…');
    expect(texts.t('en', 'widget.typing', {})).toBe('{name} is writing…');
  });

  it('are in English where a language lacks them, and their key where nobody has them', () => {
    expect(texts.t('fr', 'shell.signOut')).toBe('Sign out');
    expect(texts.t('xx', 'shell.signOut')).toBe('Sign out');
    expect(texts.t('en', 'no.such.text')).toBe('no.such.text');
  });

  it('speak the first language that somebody wishes for and we know', () => {
    expect(texts.pick(['pt-BR', 'de-AT', 'fr'])).toBe('de');
    expect(texts.pick(['tlh', '../en'])).toBe('en');
    expect(texts.pick([])).toBe('en');
    expect(texts.direction('ar')).toBe('rtl');
    expect(texts.direction('de')).toBe('ltr');
  });

  it('go to the widget as one whole section', () => {
    const [english, arabic] = [texts.section('en', 'widget'), texts.section('ar', 'widget')];
    expect(Object.keys(arabic).sort()).toEqual(Object.keys(english).sort());
    expect(english.open).toBe('Open chat');
  });
});
