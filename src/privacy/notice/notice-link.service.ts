import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ReceiptFactsService } from '../../consent/receipts/receipt-facts.service';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import type { Website } from '../../workspaces/website.entity';
import { NoticeVersion } from './notice-version.entity';
import { Notices } from './notices.service';

export interface NoticeLink {
  /** Where visitors read what happens with their data: the business's own page, or the one that is made here. */
  notice: string;
  /** Number of the newest version. */
  noticeVersion: number;
}

/** Which notice there is, for the widget and for receipts of consent. */
@Injectable()
export class NoticeLinks implements OnModuleInit {
  constructor(
    private readonly notices: Notices,
    private readonly identities: LegalIdentities,
    private readonly receipts: ReceiptFactsService,
  ) {}

  onModuleInit(): void {
    this.receipts.register(async (workspaceId, kind, manager) => {
      const holder = kind === 'visitor' ? workspaceId : operatorHolder;
      const [version] = await manager.find(NoticeVersion, { where: { holder }, order: { number: 'DESC' }, take: 1 });
      return { notice: version ? String(version.number) : '' };
    });
  }

  /** Undefined as long as nobody says who is responsible: then there is only the preview. */
  async of({ workspaceId, key }: Pick<Website, 'workspaceId' | 'key'>, origin: string): Promise<NoticeLink | undefined> {
    const [newest, { noticeUrl }] = await Promise.all([this.notices.newest(workspaceId), this.identities.of(workspaceId)]);
    const version = newest ?? (await this.notices.current(workspaceId));
    return version && { notice: noticeUrl || `${origin}/privacy/${key}`, noticeVersion: version.number };
  }
}
