import { Injectable, Logger } from '@nestjs/common';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import { IncomingMails } from './incoming-mails';
import { MailboxLeases } from './mailbox-leases';
import { soundMail } from './sound-mail';

/** A mail server may be slow, and mails large. Milliseconds. */
const patience = 60_000;
const atOnce = 10;

/** What a look into a mailbox found: whether more wait there, and whether some could not be taken. */
export interface Look {
  found: number;
  more: boolean;
  left: number;
}

/** Takes what is in a mailbox. A mail is settled only when it is on disk here. */
@Injectable()
export class MailboxReader {
  private readonly logger = new Logger('mailbox');

  constructor(
    private readonly plugins: PluginsService,
    private readonly mails: IncomingMails,
    private readonly leases: MailboxLeases,
  ) {}

  /** @param waitSeconds how long an empty mailbox may wait for a mail to come */
  async look(plugin: EnabledPlugin, waitSeconds = 0, signal?: AbortSignal): Promise<Look> {
    const answer = await this.plugins.call(plugin, 'emailReceiver', 'fetch', {
      about: [],
      fields: {},
      argument: () => (waitSeconds ? { limit: atOnce, waitSeconds } : { limit: atOnce }),
      deadlineMillis: patience + waitSeconds * 1000,
      ...(waitSeconds && { signal, waits: true }),
    });
    const keys = await this.takeAll(plugin, answer);
    if (keys.length)
      await this.plugins.call(plugin, 'emailReceiver', 'settle', {
        about: [],
        fields: {},
        argument: () => ({ keys }),
        deadlineMillis: patience,
      });
    return { found: answer.length, more: answer.length >= atOnce, left: answer.length - keys.length };
  }

  /** @returns the keys of those that need not come again; one that fails is left for the next time, and the others go on */
  private async takeAll(plugin: EnabledPlugin, found: Parameters<typeof soundMail>[0][]): Promise<string[]> {
    const done: string[] = [];
    for (const given of found) {
      const mail = soundMail(given);
      try {
        if (mail) await this.mails.take(plugin.workspaceId, mail);
        if (given?.key) done.push(String(given.key));
      } catch (error) {
        this.logger.warn(`${plugin.id}: a mail could not be taken: ${(error as Error).name}. It is asked for again.`);
      }
      await this.leases.extend(plugin);
    }
    return done;
  }
}
