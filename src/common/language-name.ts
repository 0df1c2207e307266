import { lazily } from './lazily';

const names = lazily(() => new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }));

/** "Portuguese" for `pt`; the code where it has no name. */
export const languageName = (code: string): string => names().of(code) ?? code;
