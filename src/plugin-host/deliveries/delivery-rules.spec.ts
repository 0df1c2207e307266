import { HandOverRefused, PluginFailure } from '../plugin-host.types';
import { mostAttempts, pause, settlementOf } from './delivery-rules';

it('tries again what another try can help, later each time', () => {
  expect(settlementOf(new PluginFailure('spy', 'crash', true), 1)).toMatchObject({ trouble: 'crash' });
  expect(pause(1, 0)).toBe(1_000);
  expect(pause(4, 0)).toBe(8_000);
  expect(pause(40, 1)).toBe(2_700_000);
});

it.each([
  { what: 'a plugin that said no for good', error: new PluginFailure('spy', 'error', false), attempts: 1 },
  { what: 'the last attempt', error: new PluginFailure('spy', 'error', true), attempts: mostAttempts },
])('gives up after $what', ({ error, attempts }) => {
  expect(settlementOf(error, attempts)).toEqual({ dead: 'error' });
});

it('keeps nothing for later that a person refuses now', () => {
  expect(settlementOf(new HandOverRefused('spy', 'no-consent'), 1)).toEqual({ done: true, refused: true });
});

it('blames itself, and tries again, when the fault is not the plugin’s', () => {
  expect(settlementOf(new Error('disk'), 1)).toMatchObject({ trouble: 'host-fault' });
});
