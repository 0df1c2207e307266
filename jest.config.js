/** Dependencies are transformed too: Jest cannot `require` ES modules before Node 24.9, and Nest 12 is ES modules only. */
const decorators = { legacyDecorator: true, decoratorMetadata: true };
const typescript = {
  jsc: { parser: { syntax: 'typescript', decorators: true }, transform: decorators, keepClassNames: true, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const javascript = { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' }, module: { type: 'commonjs' } };

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/plugins', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  // file-type names its door for Node only to `import`; the same door has a name of its own.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^file-type$': 'file-type/node',
    // Plugins that live elsewhere are tested with the suites and the kit of this checkout.
    '^parlour/plugin-api/(.*)$': '<rootDir>/src/plugin-api/$1',
    '^parlour/kit/(.*)$': '<rootDir>/test/kit/$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.m?js$': ['@swc/jest', javascript] },
  transformIgnorePatterns: ['/node_modules/(better-sqlite3|@swc|typeorm|handlebars|sharp|@node-rs|playwright-core|pg|esbuild)/'],
  // A limit for what hangs, not a measure of speed: machines of tests are busy.
  testTimeout: 30_000,
  maxWorkers: 2,
};
