import { type Call, type OutgoingMail, PluginError, type PluginFactory } from '../../src/plugin-api';
import { failureFrom } from './failure';
import { messageFrom } from './message';
import { Progress } from './progress';
import { Transport, type Settings } from './transport';

/** Hands mail to an SMTP server. Connections are kept and used again. */
export default (({ settings, stopping }) => {
  let transport: Transport | undefined;
  const close = () => {
    transport?.close();
    transport = undefined;
  };
  stopping.addEventListener('abort', close);

  /** Does some work on the transport; a call that is aborted takes its connections along, since SMTP knows no way back. */
  async function work<Answer>(call: Call, progress: Progress, what: (transport: Transport) => Promise<Answer>): Promise<Answer> {
    if (call.signal.aborted) throw new PluginError('There was no time left.', true);
    transport ??= new Transport(settings);
    const inTime = progress.inTime(call.signal).catch((error: Error) => {
      close();
      throw error;
    });
    try {
      return await Promise.race([what(transport), inTime]);
    } catch (error) {
      throw failureFrom(error, progress.isWhole);
    } finally {
      progress.end();
    }
  }

  return {
    emailSender: {
      send: (mail: OutgoingMail, call: Call) => {
        const progress = new Progress();
        return work(call, progress, async (open) => {
          const { messageId, rejected } = await open.send(messageFrom(mail, settings), progress);
          if (rejected.length)
            throw new PluginError('The mail server refused the recipient.', false, { code: 'recipient-refused' });
          return { providerId: messageId };
        });
      },
      check: (call: Call) => work(call, new Progress(), async (open) => void (await open.mailer.verify())),
    },
  };
}) satisfies PluginFactory<Settings>;
