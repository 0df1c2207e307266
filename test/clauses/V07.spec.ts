import { ServerProcess } from '../kit/server-process';
import { VisitorClient } from '../kit/visitor-client';

/** What P7 says of the data holds of the logs as well: they tell what the server did, and of nobody for whom. */
it('V7 logs name nobody, also where something goes wrong', async () => {
  const server = await ServerProcess.start({ LOG_LEVEL: 'trace' });
  try {
    const { owner, websiteKey } = await server.setUp();
    const agent = { 'User-Agent': 'Wisteria/7.0' };
    const ana = await VisitorClient.welcome(server.url, websiteKey, { headers: agent });
    const { conversation } = await ana.say('My word is hawthorn');
    await ana.act('visitor.update', { name: 'Ana Hawthorn', email: 'ana@hawthorn.example' });
    await ana.upload('hawthorn', 'hawthorn.txt');
    await owner.postJson(`/inbox/conversations/${conversation}/messages`, { id: 'x', kind: 'reply', body: 'hawthorn' });
    await owner.post(`/inbox/conversations/${conversation}/tags`, { name: 'hawthorn' });
    await owner.get('/inbox/search?q=hawthorn');
    // Refused and broken: bad JSON, too much of it, a wrong password, a door that is not there.
    await ana.call('POST', 'events', '{"event": "hawthorn", ');
    await ana.act('message.send', { id: 'y', body: 'hawthorn '.repeat(2000) });
    await owner.post('/sign-in', { email: 'olu@hawthorn.example', password: 'hawthorn hawthorn' });
    await owner.get('/hawthorn');
    await fetch(`${server.url}/widget/v1/events`, { headers: { Authorization: 'Bearer hawthorn' } });
    await server.kill('SIGTERM');
    expect(server.output.split('\n').length).toBeGreaterThan(10);
    expect(server.output).not.toMatch(/hawthorn|wisteria|olu@/i);
    for (const secret of [ana.token, ana.id, conversation, websiteKey, owner.cookieHeader])
      expect(server.output).not.toContain(secret);
  } finally {
    await server.remove();
  }
}, 90_000);
