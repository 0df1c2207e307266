import javascript from '@eslint/js';
import typescript from 'typescript-eslint';

const inBrowsers = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'].map((name) => ({
  name,
  message: 'Browsers keep what is declared in a stored-keys.ts, and memory.ts writes it.',
}));
/** Node's own ways out, which need no import; the rules of arrows hold those that do. */
const waysOut = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'The server calls other machines through common/outbound, which knows whom it may call.',
}));

/** Without types, so that it is quick: the compiler holds what needs them. */
export default typescript.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'coverage/', 'plugins/*/node_modules/'] },
  javascript.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommended],
    // Classes that decorators write down as types of parameters are needed when the program runs.
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['**/*.{ts,mjs,js,cjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'max-lines': ['error', 250],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text is set as text.' },
        { property: 'outerHTML', message: 'Text is set as text.' },
      ],
    },
  },
  {
    files: ['**/*.{mjs,js,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'Buffer',
          'URL',
          'URLSearchParams',
          'fetch',
          'performance',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'structuredClone',
          'TextEncoder',
          'TextDecoder',
          'AbortController',
          'AbortSignal',
          'crypto',
          'queueMicrotask',
          'WebSocket',
          'Blob',
          'document',
          'window',
          'location',
          'module',
          'require',
          '__dirname',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['**/*.cjs', '**/*.config.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['src/**/*.ts', 'plugins/**/*.ts'],
    // Each writes only what a room declared with `keptInBrowsers`: the page about cookies must not say too little.
    ignores: ['src/common/http/cookies.ts', 'src/widget/client/memory.ts', 'src/admin/client/memory.ts', '**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...inBrowsers],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(localStorage|sessionStorage|indexedDB|cookieStore|caches|serviceWorker)$/]',
          message: 'Browsers keep what is declared in a stored-keys.ts, and memory.ts writes it.',
        },
        {
          selector: "MemberExpression[object.name='document'][property.name='cookie']",
          message: 'Scripts set no cookies.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(cookie|clearCookie)$/]',
          message: 'Cookies are declared with keptInBrowsers() and set with setCookie().',
        },
        {
          selector: 'Literal[value=/^set-cookie$/i]',
          message: 'Cookies are declared with keptInBrowsers() and set with setCookie().',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/*/client/**', '**/*.spec.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...inBrowsers, ...waysOut],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'global'].flatMap((object) =>
          waysOut.map(({ name, message }) => ({ object, property: name, message })),
        ),
        { object: 'process', property: 'binding', message: 'Nothing goes below Node.' },
        { property: 'getBuiltinModule', message: 'Modules are imported, where the arrows see them.' },
        { property: 'innerHTML', message: 'Text is set as text.' },
        { property: 'outerHTML', message: 'Text is set as text.' },
      ],
    },
  },
);
