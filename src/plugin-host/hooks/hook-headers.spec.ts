import { headersForPlugin } from './hook-headers';

it('hands on what a vendor signs with', () => {
  const headers = { 'stripe-signature': 't=1,v1=00', authorization: 'Basic eA==', 'content-type': 'application/json' };
  expect(headersForPlugin(headers)).toEqual(headers);
});

it('joins what came twice', () => {
  expect(headersForPlugin({ 'set-cookie': ['a', 'b'], 'x-signature': 'c' })).toEqual({
    'set-cookie': 'a, b',
    'x-signature': 'c',
  });
});

it.each([
  'cookie',
  'host',
  'x-forwarded-for',
  'x-forwarded-host',
  'forwarded',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
])('keeps to itself who called, and how: %s', (name) => expect(headersForPlugin({ [name]: '203.0.113.7' })).toEqual({}));
