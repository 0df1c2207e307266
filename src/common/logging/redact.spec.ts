import { redact, redactText } from './redact';

describe('the log', () => {
  it.each([
    ['Key (email)=(ana@example.org) already exists', 'ana@example.org'],
    ['Authorization: Bearer abc.def', 'abc.def'],
    ['identity eyJhbGciOi.eyJzdWIi.c2ln refused', 'eyJzdWIi'],
    ['GET /setup?key=s3cret&x=1', 's3cret'],
    ['postgres://parlour:hunter2@db/parlour', 'hunter2'],
  ])('keeps no personal or secret part of "%s"', (text, part) => {
    expect(redactText(text)).not.toContain(part);
  });

  it('hides values by their name, at any depth, and keeps the rest', () => {
    const logged = redact({
      status: 200,
      headers: { cookie: 'a=b' },
      people: [{ name: 'x', email: 'y' }],
      body: 'hello',
      password: 'p',
    });
    expect(logged).toEqual({
      status: 200,
      headers: { cookie: '[hidden]' },
      people: [{ name: 'x', email: '[hidden]' }],
      body: '[hidden]',
      password: '[hidden]',
    });
  });

  it('keeps the stack of an error, without what its message gave away', () => {
    const logged = redact(new Error('ana@example.org is taken')) as { message: string; stack: string };
    expect(logged.message).toBe('[hidden] is taken');
    expect(logged.stack).toContain('redact.spec');
    expect(logged.stack).not.toContain('ana@');
  });

  it('ends with things that contain themselves', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(JSON.stringify(redact(loop))).toContain('…');
  });
});
