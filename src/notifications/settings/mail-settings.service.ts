import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import { WebsitesService } from '../../workspaces/websites.service';
import { ReceivedMail } from '../incoming/received-mail.entity';
import { MailSetting } from './mail-setting.entity';
import { WebsiteMail } from './website-mail.entity';

/** Minutes that an answer stays unseen before it goes out by mail. */
export const defaultPause = 2;

/** How a workspace uses mail, and when each website's visitors get by mail what they missed. */
@Injectable()
export class MailSettings {
  constructor(
    private readonly database: Database,
    private readonly websites: WebsitesService,
  ) {}

  async of(workspaceId: string): Promise<Omit<MailSetting, 'workspaceId'>> {
    const row = await this.database.read.findOneBy(MailSetting, { workspaceId });
    return row ?? { replyAddress: '', websiteId: '' };
  }

  /** @throws ChatError `request.invalid` for a website of another workspace, or one that keeps no addresses */
  async change(workspaceId: string, { replyAddress, websiteId }: Omit<MailSetting, 'workspaceId'>): Promise<void> {
    if (websiteId) {
      const website = (await this.websites.list(workspaceId)).find(({ id }) => id === websiteId);
      if (!website) throw new ChatError('request.invalid', { fields: { websiteId: 'fields.choice' } });
      if (!website.collectsContact) throw new ChatError('request.invalid', { fields: { websiteId: 'mail.needsContact' } });
    }
    const sql = `INSERT INTO mail_setting (workspace_id, reply_address, website_id) VALUES (?, ?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET reply_address = excluded.reply_address, website_id = excluded.website_id`;
    await this.database.transaction((tx) => tx.run(sql, [workspaceId, replyAddress, websiteId]));
  }

  /** Minutes; 0: never. */
  async pauseOf(websiteId: string): Promise<number> {
    return (await this.database.read.findOneBy(WebsiteMail, { websiteId }))?.pauseMinutes ?? defaultPause;
  }

  /** The same for one conversation. Who opened it by mail cannot be reached otherwise, and is answered by mail whatever the website says. */
  async pauseFor(websiteId: string, conversationId: string): Promise<number> {
    const pause = await this.pauseOf(websiteId);
    if (pause) return pause;
    return (await this.database.read.existsBy(ReceivedMail, { conversationId, outcome: 'opened' })) ? defaultPause : 0;
  }

  /** @throws ChatError `request.not_found` for another workspace's website */
  async changePause(workspaceId: string, websiteId: string, pauseMinutes: number): Promise<void> {
    await this.websites.ofWorkspace(workspaceId, websiteId);
    const sql = `INSERT INTO website_mail (website_id, workspace_id, pause_minutes) VALUES (?, ?, ?)
      ON CONFLICT (website_id) DO UPDATE SET pause_minutes = excluded.pause_minutes`;
    await this.database.transaction((tx) => tx.run(sql, [websiteId, workspaceId, pauseMinutes]));
  }
}
