import { lineOf, read } from './files.mjs';

const forbidden = [
  [/\{\{\{/g, 'prints without escaping. Use {{…}}, or a helper that makes safe HTML.'],
  [/\{\{~?&/g, 'prints without escaping. Use {{…}}, or a helper that makes safe HTML.'],
  [/\sstyle\s*=/g, 'is an inline style, which the policy of our pages forbids. Use a class.'],
  [/\son[a-z]+\s*=\s*["'{]/g, 'is an inline script, which the policy of our pages forbids. Use a controller.'],
  [/<style\b/g, 'is an inline stylesheet, which the policy of our pages forbids.'],
  [/<script(?![^>]*\ssrc=)/g, 'is an inline script, which the policy of our pages forbids.'],
  [/javascript:/gi, 'is an inline script, which the policy of our pages forbids.'],
];

/** What would break the strict policy of our pages, or open them to what somebody wrote. */
export function checkViews() {
  return read('views', '.hbs').flatMap(({ file, text }) =>
    forbidden.flatMap(([pattern, why]) =>
      [...text.matchAll(pattern)].map((match) => `${file}:${lineOf(text, match.index)}: "${match[0].trim()}" ${why}`),
    ),
  );
}
