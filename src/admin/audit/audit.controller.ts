import { Controller, Get, Query, Render } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import { AuditService } from '../../audit/audit.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { Texts } from '../../common/texts';
import { MembersService } from '../../workspaces/members.service';
import { AuditWords } from './audit-words';

/** How many acts a page shows. */
const shown = 50;

class AuditQuery {
  @IsOptional() @Matches(/^[\da-z]{26}$/) before?: string;
}

@Controller('settings/audit')
@Allow('audit.read')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly members: MembersService,
    private readonly words: AuditWords,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('audit/index')
  async index(@CurrentAgent() { workspaceId }: Agent, @Query() { before }: AuditQuery) {
    const [entries, members] = await Promise.all([
      this.audit.list(workspaceId, shown + 1, before),
      this.members.list(workspaceId),
    ]);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    const page = entries.slice(0, shown).map((entry) => this.words.of(entry, names));
    const next = entries.length > shown ? page.at(-1)!.id : undefined;
    return { title: this.texts.t('en', 'audit.title'), section: 'audit', entries: page, next, later: Boolean(before) };
  }
}
