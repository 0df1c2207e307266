import { MailingShop } from '../../kit/mail';
import { rowsOf } from '../../kit/rows';
import { until } from '../../kit/until';

/** A mail of which nobody said whether it was taken. */
const at = MailingShop.open();

/** The mail server takes all of it, and the connection breaks before its yes. */
const breaksOff = async (count: number) => {
  await until('the server has it', () => at.smtp.arrived.length === count);
  at.smtp.cut();
};
const stateOf = async (conversation: string) =>
  (
    await rowsOf<{ state: string; unanswered: number }>(
      at.server,
      'SELECT state, unanswered FROM mail WHERE conversation_id = ?',
      [conversation],
    )
  )[0];

/** How often it was tried in vain. */
const tries = async (conversation: string) => {
  const sql =
    "SELECT attempts FROM outbox_job WHERE kind = 'mail.deliver' AND error IS NOT NULL AND workspace_id = ? AND payload LIKE ?";
  const [{ id }] = await rowsOf<{ id: string }>(at.server, 'SELECT id FROM mail WHERE conversation_id = ?', [conversation]);
  const [job] = await rowsOf<{ attempts: number }>(at.server, sql, [at.shop.workspaceId, `%${id}%`]);
  return job?.attempts ?? 0;
};

it('is sent once more, under the same name; then the team is told', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  at.smtp.mood = 'swallows';
  void at.later(2.1);
  await breaksOff(1);
  await until(
    'it is noted and put off',
    async () => (await stateOf(conversation)).unanswered === 1 && (await tries(conversation)) === 1,
  );
  void at.later(1);
  await breaksOff(2);
  await until('it is given up', async () => (await stateOf(conversation)).state === 'failed');
  await until('the team is told', async () => (await at.occurrences(conversation)).length > 0);
  await at.later(60);
  expect(await at.occurrences(conversation)).toEqual(['mail_unanswered']);
  expect(at.smtp.arrived).toHaveLength(2);
  expect(new Set(at.smtp.arrived.map(({ mail }) => mail.messageId)).size).toBe(1);
});

it('is not sent again to whoever has seen it on the website meanwhile', async () => {
  const { ana, conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  at.smtp.mood = 'swallows';
  void at.later(2.1);
  await breaksOff(1);
  await until(
    'it is noted and put off',
    async () => (await stateOf(conversation)).unanswered === 1 && (await tries(conversation)) === 1,
  );
  const { state } = await ana.resume(0);
  await ana.act('conversation.seen', { seq: state.lastSeq });
  at.smtp.mood = 'works';
  void at.later(1);
  await until('it is let go', async () => (await stateOf(conversation)).state === 'failed');
  expect(at.smtp.arrived).toHaveLength(1);
  expect(await at.occurrences(conversation)).toEqual([]);
});

it('is tried again as ever, if it was not complete', async () => {
  const { conversation } = await at.anaLeaves();
  await at.shop.answer(conversation, 'One');
  at.smtp.mood = 'hangs';
  for (let turn = 1; turn <= 3; turn++) {
    void at.later(2.1);
    await until('the server is asked', () => at.smtp.heldBack === turn);
    at.smtp.cut();
    await until(
      'it is noted',
      async () => (await tries(conversation)) === turn && (await stateOf(conversation)).unanswered === 0,
    );
  }
  at.smtp.mood = 'works';
  void at.later(2.1);
  await until('it is sent', async () => (await stateOf(conversation)).state === 'sent');
  expect(at.smtp.arrived).toHaveLength(1);
});
