import { mailFrom } from '../../../plugins/email-imap/mail';
import { cutReply } from '../../../src/notifications/incoming/cut-reply';
import { soundMail } from '../../../src/notifications/incoming/sound-mail';
import { inlineAnswers, programAnswers, type ProgramAnswer } from '../../kit/mail-programs';

/** From the bytes of a mail to the text of a message: the plugin reads it, the server makes it sound, and cuts it. */
async function read({ raw }: ProgramAnswer): Promise<string> {
  const mail = soundMail(await mailFrom('1.1', Buffer.from(raw), new Date()))!;
  return cutReply(mail.text).replace(/\n{2,}/g, '\n\n');
}

it.each(programAnswers.map((answer) => [answer.program, answer] as const))(
  '%s: what was written, and nothing else',
  async (_program, answer) => {
    expect(await read(answer)).toBe(answer.own);
  },
);

it.each(inlineAnswers.map((answer) => [answer.program, answer] as const))(
  '%s: the quotes belong to it',
  async (_program, answer) => {
    expect(await read(answer)).toBe(answer.own);
  },
);
