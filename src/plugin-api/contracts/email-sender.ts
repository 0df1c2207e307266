import type { EmailSender, OutgoingMail } from '../email-sender';
import { describeMoods, failureOf, manyTongues, newCall, wellAgain, type Make, type Moods } from './contract';

export const someMail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: { address: 'ana@example.com', name: 'Ana' },
  from: { address: 'chat@alder.example', name: 'Ben from Alder' },
  subject: 'Your order',
  text: 'It left this morning.',
  messageId: '<1042.ben@alder.example>',
  ...more,
});

/** What the vendor's fake does for this suite besides its moods. */
export interface MailVendor extends Moods {
  /** What has arrived since `works` was called: as the recipient would read it, headers in lower case. */
  received?(): ReceivedMail[] | Promise<ReceivedMail[]>;
}
export interface ReceivedMail {
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/**
 * Every sender of mail passes this.
 *
 * ```ts
 * emailSenderContract(() => factory(context).emailSender, fakeVendor);
 * ```
 */
export function emailSenderContract(make: Make<EmailSender>, vendor?: MailVendor): void {
  describe('the contract of a sender of mail', () => {
    wellAgain(vendor);

    it('gives the name of what it sent', async () => {
      const { providerId } = await (await make()).send(someMail(), newCall());
      expect(typeof providerId).toBe('string');
      expect(providerId).not.toBe('');
    });

    it('checks without sending', async () => {
      await (await make()).check(newCall());
      if (vendor?.received) expect(await vendor.received()).toEqual([]);
    });

    it.each([
      ['only what is needed', someMail({ to: { address: 'ana@example.com' } })],
      ['an empty text', someMail({ text: '' })],
      ['a text of 300,000 signs', someMail({ text: 'All of it. '.repeat(27_273) })],
      ['markup beside the text', someMail({ html: '<p>It left <b>this morning</b>.</p>' })],
      [
        'an answer to another',
        someMail({ inReplyTo: '<1@alder.example>', references: ['<0@alder.example>', '<1@alder.example>'] }),
      ],
      ['headers of its own', someMail({ headers: { 'List-Unsubscribe': '<https://chat.example.com/u/1>' } })],
      ['a file', someMail({ attachments: [{ name: 'reçu.pdf', type: 'application/pdf', content: new Uint8Array(70_000) }] })],
    ])('sends a mail with %s', async (_what, mail) => {
      await expect((await make()).send(mail, newCall())).resolves.toMatchObject({ providerId: expect.any(String) });
    });

    if (vendor?.received) describeWhatArrives(make, () => vendor.received!());

    describeMoods(make, vendor, (sender, call) => sender.send(someMail(), call));
    describe('when it is tried', () => describeMoods(make, vendor, (sender, call) => sender.check(call)));
  });
}

function describeWhatArrives(make: Make<EmailSender>, received: NonNullable<MailVendor['received']>): void {
  it('says the same in any script', async () => {
    await (await make()).send(someMail({ subject: manyTongues, text: manyTongues }), newCall());
    const [mail, ...more] = await received();
    expect(mail.subject).toBe(manyTongues);
    expect(mail.text.trim()).toBe(manyTongues);
    expect(more).toEqual([]);
  });

  it('keeps the thread together', async () => {
    await (await make()).send(someMail({ inReplyTo: '<1@alder.example>', references: ['<1@alder.example>'] }), newCall());
    const [{ headers }] = await received();
    expect(headers['message-id']).toBe('<1042.ben@alder.example>');
    expect(headers['in-reply-to']).toBe('<1@alder.example>');
    expect(headers.references).toContain('<1@alder.example>');
  });

  it.each([
    ['the subject', { subject: 'Order\r\nBcc: eve@example.com' }],
    ['a name', { to: { address: 'ana@example.com', name: 'Ana\r\nBcc: eve@example.com' } }],
    ['a header', { headers: { 'X-Note': 'hello\r\nBcc: eve@example.com' } }],
  ])('lets nobody smuggle a header through %s', async (_what, mail) => {
    await (await make()).send(someMail(mail), newCall()).catch((error: unknown) => error);
    for (const { headers, to } of await received()) {
      expect(headers.bcc).toBeUndefined();
      expect(to).not.toContain('eve@example.com');
    }
  });

  it('sends nothing when the call was aborted before', async () => {
    await failureOf((await make()).send(someMail(), newCall(AbortSignal.abort())));
    expect(await received()).toEqual([]);
  });
}
