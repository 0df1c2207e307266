import { escapeExpression, SafeString, type HelperOptions } from 'handlebars';
import type { Texts } from '../../texts';
import type { Assets } from '../assets';
import { hue, initials } from './faces';
import { linked } from './linked';
import { logic } from './logic';
import { numbers } from './numbers';
import { times } from './times';

/** Pages of the admin are in English; only the widget speaks the visitor's language. */
const language = 'en';

/** Everything that templates can call. */
export function helpersOf(texts: Texts, assets: Assets, now: () => Date, picture: (id: unknown) => string | undefined) {
  return {
    ...logic,
    ...times(now),
    ...numbers,
    linked,
    initials,
    hue,
    picture: (id: unknown) => picture(id),
    t: (key: string, options: HelperOptions) => texts.t(language, key, options.hash as Record<string, unknown>),
    drawnAt: () => now().getTime(),
    asset: (name: string) => assets.address(name),
    icon: (name: string) =>
      new SafeString(
        `<svg class="icon" aria-hidden="true"><use href="${assets.address('icons.svg')}#${escapeExpression(name)}"/></svg>`,
      ),
  };
}
