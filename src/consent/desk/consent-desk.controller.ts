import { Controller, Get, Query, Render } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../../workspaces/websites.service';
import type { PersonKind } from '../questions/consent-needs.service';
import { ConsentQuestions } from '../questions/consent-questions.service';
import type { ChainFault } from '../receipts/chain';
import { ReceiptChain, type ChainReport } from '../receipts/receipt-chain.service';

const faultWords: Record<ChainFault['fault'], string> = {
  missing: 'consentDesk.faults.missing',
  changed: 'consentDesk.faults.changed',
  end: 'consentDesk.faults.end',
};

class DeskQuery {
  /** Reads every receipt, and is not done with each look at the page. */
  @IsOptional() @IsIn(['receipts']) check?: 'receipts';
}

/** What people are asked at this business, and whether the receipts of their answers are as they were written. */
@Controller('settings/consent')
@Allow('privacy.manage')
export class ConsentDeskController {
  constructor(
    private readonly questions: ConsentQuestions,
    private readonly chain: ReceiptChain,
    private readonly websites: WebsitesService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('consent/desk')
  async show(@CurrentAgent() { workspaceId }: Agent, @Query() { check }: DeskQuery) {
    const page = await this.page(workspaceId);
    return check ? { ...page, report: this.reportOf(await this.chain.check(workspaceId)) } : page;
  }

  private async page(workspaceId: string) {
    const t = (key: string) => this.texts.t('en', key);
    const asked = async (kind: PersonKind, title: string) => {
      const { question, asks } = await this.questions.of(workspaceId, kind, 'en');
      return { title: t(title), question, asks };
    };
    const sites = await this.websites.list(workspaceId);
    return {
      title: t('consentDesk.title'),
      section: 'consent',
      groups: await Promise.all([asked('visitor', 'consentDesk.visitors'), asked('account', 'consentDesk.accounts')]),
      pages: sites.map(({ name, key }) => ({ name, address: `/cookies/${key}` })),
    };
  }

  private reportOf({ length, emptied, fault }: ChainReport) {
    const sentence = fault
      ? this.texts.t('en', faultWords[fault.fault], { place: fault.place })
      : this.texts.t('en', 'consentDesk.whole', { count: length });
    return { isWhole: !fault, sentence, emptied: emptied ? this.texts.t('en', 'consentDesk.emptied', { count: emptied }) : '' };
  }
}
