import type { Manifest, SettingSchema } from '../../plugin-api';
import { settingFaults } from './setting-faults';

const with_ = (
  properties: Record<string, Partial<SettingSchema>>,
  { required = [] as string[], network = [] as string[] } = {},
) => ({ network, settings: { type: 'object', properties, required } }) as unknown as Manifest;
const one = (schema: Partial<SettingSchema>) => with_({ it: { title: 'It', type: 'string', ...schema } });

describe('faults of settings', () => {
  it.each([
    [{ type: 'integer', minimum: 1 }, 0, { key: 'validation.tooSmall', limit: 1 }],
    [{ type: 'integer', maximum: 9 }, 10, { key: 'validation.tooLarge', limit: 9 }],
    [{ type: 'integer' }, 1.5, { key: 'validation.number' }],
    [{ type: 'integer' }, '7', { key: 'validation.number' }],
    [{ type: 'boolean' }, 'yes', { key: 'validation.yesOrNo' }],
    [{ minLength: 3 }, 'ab', { key: 'validation.tooShort', limit: 3 }],
    [{ maxLength: 3 }, 'abcd', { key: 'validation.tooLong', limit: 3 }],
    [{}, 'x'.repeat(20_001), { key: 'validation.tooLong', limit: 20_000 }],
    [{ enum: ['a', 'b'] }, 'c', { key: 'validation.choice' }],
    [{ format: 'uri' }, 'example.com', { key: 'validation.url' }],
    [{ format: 'uri' }, 'file:///etc/passwd', { key: 'validation.url' }],
    [{ format: 'email' }, 'ana', { key: 'validation.email' }],
    [{ format: 'hostname' }, 'https://a.example', { key: 'plugins.hostWrong' }],
    [{ pattern: '^[a-z]+$' }, 'A', { key: 'validation.invalid' }],
    [{}, 'key\r\nX-Admin: yes', { key: 'fields.oneLine' }],
    [{}, 'key\u0000', { key: 'fields.oneLine' }],
    [{}, '\u202egnp.exe', { key: 'fields.oneLine' }],
    [{ secret: true }, 'half \ud83e', { key: 'fields.oneLine' }],
    [{ multiline: true }, 'zero \u0000', { key: 'validation.invalid' }],
    [{ format: 'uri' }, 'https://a.example/\r\nHost: b', { key: 'fields.oneLine' }],
    [{ format: 'uri' }, 'https://olu:secret@a.example', { key: 'validation.url' }],
    [{ format: 'uri' }, 'javascript:alert(1)', { key: 'validation.url' }],
    [{}, { nested: 1 }, { key: 'validation.text' }],
  ] as [Partial<SettingSchema>, unknown, object][])('%j refuses %j', (schema, value, fault) =>
    expect(settingFaults(one(schema), { it: value })).toEqual({ it: fault }),
  );

  it.each([
    [{ type: 'integer', minimum: 1, maximum: 9 }, 9],
    [{ format: 'uri' }, 'http://10.0.0.1:5000/api'],
    [{ format: 'email' }, 'ana@example.com'],
    [{ format: 'hostname' }, 'mail.example.com'],
    [{ pattern: '^[a-z]+$' }, 'abc'],
    [{ enum: ['a', 'b'] }, 'b'],
    [{}, 'Grüße, 注文 👩‍👩‍👧'],
    [{ multiline: true, secret: true }, '-----BEGIN KEY-----\r\nabc\n-----END KEY-----\n'],
  ] as [Partial<SettingSchema>, unknown][])('%j takes %j', (schema, value) =>
    expect(settingFaults(one(schema), { it: value })).toEqual({}),
  );

  it('are all said at once, and defaults are filled in', () => {
    const manifest = with_(
      { a: { type: 'string' }, b: { type: 'integer', maximum: 1 }, c: { type: 'boolean', default: true } },
      { required: ['a'] },
    );
    const values: Record<string, unknown> = { b: 2, d: 1 };
    expect(Object.keys(settingFaults(manifest, values)).sort()).toEqual(['a', 'b', 'd']);
    expect(values.c).toBe(true);
  });

  it('find a host where the network names a setting', () => {
    const manifest = with_({ server: { type: 'string' } }, { network: ['{server}:25'] });
    expect(settingFaults(manifest, { server: 'not a host' })).toEqual({ server: { key: 'plugins.hostWrong' } });
    expect(settingFaults(manifest, { server: 'mail.example' })).toEqual({});
  });

  it("do not wait for a plugin's pattern that never ends", () => {
    const start = performance.now();
    const endless = one({ pattern: '^(a+)+$' });
    expect(settingFaults(endless, { it: `${'a'.repeat(60)}b` })).toEqual({ it: { key: 'validation.invalid' } });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('take no pattern that is none for a match', () => {
    expect(settingFaults(one({ pattern: '(' }), { it: 'a' })).toEqual({ it: { key: 'validation.invalid' } });
  });
});
