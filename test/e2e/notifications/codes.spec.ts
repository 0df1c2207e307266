import { Browser } from '../../kit/browser';
import { MailingShop } from '../../kit/mail';
import { rowsOf } from '../../kit/rows';
import { until } from '../../kit/until';

const at = MailingShop.open();

it('a code reaches the address that it was made for, and is nowhere in the house from then on', async () => {
  const form = `/privacy/${at.shop.workspaceId}/request?language=en`;
  await new Browser(at.server.url).post(form, { kind: 'access', email: 'ana@example.com', body: 'Please.' });
  const { mail } = await at.mail();
  const code = /\b\d{6}\b/.exec(mail.text!)![0];
  expect(mail.text).not.toContain('•');
  const sent = "SELECT * FROM mail WHERE workspace_id = ? AND state = 'sent'";
  await until('it is noted', async () => (await rowsOf(at.server, sent, [at.shop.workspaceId])).length === 1);
  const [row] = await rowsOf<{ secret: string | null }>(at.server, sent, [at.shop.workspaceId]);
  expect(row.secret).toBeNull();
  expect(JSON.stringify(row)).not.toContain(code);
});
