import type { Response } from 'express';
import { setCookie } from './cookies';

const cookie = { purpose: 'x', kind: 'cookie', names: ['a', 'b'], category: 'necessary', lifetime: 60, on: 'server' } as const;
const answering = () => ({ cookie: jest.fn() }) as unknown as Response;

it('sets what is declared, hidden from scripts and for no longer than declared', () => {
  const response = answering();
  setCookie(response, cookie, '1', { maxAge: 3_600_000, sameSite: 'lax' });
  setCookie(response, cookie, '2', { maxAge: 5_000, name: 'b' });
  expect(response.cookie).toHaveBeenCalledWith('a', '1', { httpOnly: true, sameSite: 'lax', maxAge: 60_000 });
  expect(response.cookie).toHaveBeenCalledWith('b', '2', { httpOnly: true, maxAge: 5_000 });
});

it('sets no other name', () => {
  const response = answering();
  expect(() => setCookie(response, cookie, '1', { name: 'c' })).toThrow('not declared');
  expect(response.cookie).not.toHaveBeenCalled();
});
