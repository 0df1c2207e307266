/** Targets that DeepL wants with a region. */
const regions: Record<string, string> = { EN: 'EN-GB', PT: 'PT-PT' };
const known = new Set(['EN-GB', 'EN-US', 'PT-PT', 'PT-BR', 'ZH-HANS', 'ZH-HANT', 'ES-419']);
const alias: Record<string, string> = { NO: 'NB', NN: 'NB', IW: 'HE' };
const chinese: Record<string, string> = { 'ZH-TW': 'ZH-HANT', 'ZH-HK': 'ZH-HANT', 'ZH-MO': 'ZH-HANT' };

const base = (language: string) => {
  const primary = language.split('-')[0].toUpperCase();
  return alias[primary] ?? primary;
};

/** Sources have no region. */
export const sourceOf = base;

/** BCP 47 → what DeepL calls it as a target. */
export function targetOf(language: string): string {
  const whole = language.toUpperCase();
  if (known.has(whole)) return whole;
  return chinese[whole] ?? regions[base(language)] ?? base(language);
}

/** DeepL's name → BCP 47: `PT-BR` is `pt-BR`. */
export const codeOf = (name: string): string => new Intl.Locale(name).toString();
