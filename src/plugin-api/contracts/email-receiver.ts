import type { EmailReceiver } from '../email-receiver';
import { describeMoods, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

/** The mailbox of the test: `works` empties it. */
export interface Mailbox extends Moods {
  /** Puts a mail of this subject and text into the mailbox. */
  arrives(mail: { subject: string; text: string; messageId: string }): void | Promise<void>;
}

const mail = (number: number, text = 'Hello') => ({ subject: `Mail ${number}`, text, messageId: `<${number}@example.com>` });

/**
 * Every receiver of mail passes this.
 *
 * ```ts
 * emailReceiverContract(() => factory(context).emailReceiver, mailbox);
 * ```
 */
export function emailReceiverContract(make: Make<EmailReceiver>, mailbox: Mailbox): void {
  describe('the contract of a receiver of mail', () => {
    wellAgain(mailbox);

    it('finds nothing in an empty mailbox', async () => {
      expect(await (await make()).fetch({ limit: 10 }, newCall())).toEqual([]);
    });

    it('reads a mail in any script, whole', async () => {
      await mailbox.arrives({ subject: manyTongues, text: manyTongues, messageId: '<1@example.com>' });
      const [first, ...more] = await (await make()).fetch({ limit: 10 }, newCall());
      expect(more).toEqual([]);
      expect(first).toMatchObject({ subject: manyTongues, messageId: '<1@example.com>', key: expect.any(String) });
      expect(first.text.trim()).toBe(manyTongues);
      expect(first.from.address).toContain('@');
      expect(Array.isArray(first.to) && Array.isArray(first.references) && Array.isArray(first.attachments)).toBe(true);
      expect(Number.isNaN(new Date(first.at).getTime())).toBe(false);
      for (const name of Object.keys(first.headers)) expect(name).toBe(name.toLowerCase());
    });

    it('brings a mail again until it is settled, under the same key', async () => {
      const receiver = await make();
      await mailbox.arrives(mail(1));
      const [first] = await receiver.fetch({ limit: 10 }, newCall());
      const [again] = await receiver.fetch({ limit: 10 }, newCall());
      expect(again.key).toBe(first.key);
      await receiver.settle({ keys: [first.key] }, newCall());
      expect(await receiver.fetch({ limit: 10 }, newCall())).toEqual([]);
    });

    it('settles what it is told and nothing else', async () => {
      const receiver = await make();
      for (const number of [1, 2, 3]) await mailbox.arrives(mail(number));
      const found = await receiver.fetch({ limit: 10 }, newCall());
      const second = found.find(({ subject }) => subject === 'Mail 2')!;
      await receiver.settle({ keys: [second.key] }, newCall());
      const left = await receiver.fetch({ limit: 10 }, newCall());
      expect(left.map(({ subject }) => subject).sort()).toEqual(['Mail 1', 'Mail 3']);
    });

    it('settles twice, and nothing at all, without complaint', async () => {
      const receiver = await make();
      await mailbox.arrives(mail(1));
      const keys = (await receiver.fetch({ limit: 10 }, newCall())).map(({ key }) => key);
      await receiver.settle({ keys }, newCall());
      await receiver.settle({ keys }, newCall());
      await receiver.settle({ keys: [] }, newCall());
    });

    it('brings no more than it is asked for', async () => {
      const receiver = await make();
      for (const number of [1, 2, 3, 4, 5]) await mailbox.arrives(mail(number));
      expect(await receiver.fetch({ limit: 2 }, newCall())).toHaveLength(2);
    });

    it('brings at once what is there, also if it may wait', async () => {
      const receiver = await make();
      await mailbox.arrives(mail(1));
      expect(await receiver.fetch({ limit: 10, waitSeconds: 300 }, newCall())).toHaveLength(1);
    });

    it('waits no longer than it may', async () => {
      expect(await (await make()).fetch({ limit: 10, waitSeconds: 1 }, newCall())).toEqual([]);
    });

    it('checks without taking anything', async () => {
      const receiver = await make();
      await mailbox.arrives(mail(1));
      await receiver.check(newCall());
      expect(await receiver.fetch({ limit: 10 }, newCall())).toHaveLength(1);
    });

    describeMoods(make, mailbox, (receiver, call) => receiver.fetch({ limit: 10 }, call));
  });
}
