import fastCheck, { type Arbitrary } from 'fast-check';
import { nastyTexts } from './tools';

/** Pieces of JSON, as text: what no program would write, a hand can. */
const oddities = [
  '{"$ne":1}',
  '{"$gt":""}',
  '{"__proto__":{"admin":true,"role":"owner"}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"toString":1,"valueOf":2,"length":-1}',
  '{"then":"x"}',
  '1e999',
  '-1e999',
  '1e-999',
  '-0',
  '9007199254740993',
  '123456789012345678901234567890',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff x"',
  '"\\u202e\\u0000\\r\\n"',
  '[[[[[[[[[[]]]]]]]]]]',
  `${'['.repeat(2000)}${']'.repeat(2000)}`,
  `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`,
  JSON.stringify('x'.repeat(20_000)),
  JSON.stringify(Array(500).fill('x')),
  '"0x10"',
  '"1e3"',
  '"2026-02-30"',
  '"275760-09-13T00:00:00.001Z"',
  'null',
  'true',
  '{}',
  '[]',
  '""',
];

export const fragment: Arbitrary<string> = fastCheck.oneof(
  { weight: 4, arbitrary: fastCheck.constantFrom(...oddities, ...nastyTexts.map((text) => JSON.stringify(text))) },
  { weight: 2, arbitrary: fastCheck.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fastCheck.string({ unit: 'binary', maxLength: 300 }).map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fastCheck.double().map((number) => JSON.stringify(number)) },
);

const strangeNames = ['__proto__', 'constructor', 'toString', 'id', 'workspaceId', 'accountId', 'role', 'a[b]', '$where', ''];

/** An object as text: some fields as they should be, some not, some that nobody knows; rarely no object at all. */
export function objectLike(fine: object): Arbitrary<string> {
  const names = Object.keys(fine);
  const kept = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify((fine as Record<string, unknown>)[name])}`);
  const name = fastCheck.constantFrom(...names, ...names, ...names, ...strangeNames);
  const odd = fastCheck.array(fastCheck.tuple(name, fragment), { minLength: 1, maxLength: 3 });
  const object = odd.map((fields) => {
    const spoilt = fields.map(([field, value]) => `${JSON.stringify(field)}:${value}`);
    // Of two fields with one name the later counts.
    return `{${[...kept, ...spoilt].join(',')}}`;
  });
  return fastCheck.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: fragment });
}

/** A part of an address, already encoded; also what `encodeURIComponent` would never write. */
export const pathPart: Arbitrary<string> = fastCheck.oneof(
  fastCheck.constantFrom(
    '%00',
    '%ff',
    '%',
    '%2e%2e%2f',
    '..%2f..%2fetc%2fpasswd',
    '%E0%A4%A',
    '__proto__',
    'constructor',
    '0',
    '-1',
    '*',
  ),
  fastCheck.constantFrom(...nastyTexts, 'x'.repeat(3000)).map(encoded),
  fastCheck.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(encoded),
);

function encoded(text: string): string {
  return Buffer.from(text.replace(/\ud800|\udc00/g, '�')).reduce(
    (whole, byte) => `${whole}%${byte.toString(16).padStart(2, '0')}`,
    '',
  );
}

export const query: Arbitrary<string> = fastCheck
  .array(
    fastCheck.tuple(
      fastCheck.constantFrom(
        'q',
        'after',
        'before',
        'page',
        'website',
        'id',
        'from',
        'to',
        'sort',
        'next',
        'check',
        'kind',
        'a[b]',
        '__proto__[x]',
        'q[]',
        'q[$ne]',
      ),
      pathPart,
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
