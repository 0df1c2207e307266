import { type Call, type IncomingMail, PluginError, type PluginFactory } from '../../src/plugin-api';
import { Mailbox, type Settings } from './mailbox';

/** Reads a mailbox over IMAP: what is unread, oldest first. The connection stays open between two looks. */
export default (({ settings, stopping, log }) => {
  let mailbox: Mailbox | undefined;
  const close = () => {
    mailbox?.close();
    mailbox = undefined;
  };
  stopping.addEventListener('abort', close);

  /** A call that is aborted, or fails, begins the next one with a new connection. */
  async function work<Answer>(call: Call, what: (mailbox: Mailbox) => Promise<Answer>): Promise<Answer> {
    if (call.signal.aborted) throw new PluginError('There was no time left.', true);
    let abort!: () => void;
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(new PluginError('The mailbox did not answer in time.', true));
    });
    call.signal.addEventListener('abort', abort, { once: true });
    mailbox ??= new Mailbox(settings, log);
    try {
      return await Promise.race([what(mailbox), aborted]);
    } catch (error) {
      close();
      throw failureFrom(error);
    } finally {
      call.signal.removeEventListener('abort', abort);
    }
  }

  return {
    emailReceiver: {
      fetch: ({ limit, waitSeconds = 0 }: { limit: number; waitSeconds?: number }, call: Call): Promise<IncomingMail[]> =>
        work(call, (box) => (waitSeconds ? box.next(limit, waitSeconds * 1000) : box.unseen(limit))),
      settle: ({ keys }: { keys: string[] }, call: Call) => work(call, (box) => box.settle(keys)),
      check: (call: Call) => work(call, (box) => box.check()),
    },
  };
}) satisfies PluginFactory<Settings>;

function failureFrom(error: unknown): PluginError {
  if (error instanceof PluginError) return error;
  const { authenticationFailed, responseText, mailboxMissing, message } = error as Error & Record<string, unknown>;
  if (authenticationFailed) return new PluginError('The server does not accept this user and password.', false);
  if (mailboxMissing) return new PluginError('There is no such folder in the mailbox.', false);
  return new PluginError(typeof responseText === 'string' ? responseText : message || 'The mailbox could not be read.', true);
}
