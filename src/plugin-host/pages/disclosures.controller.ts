import { Controller, Get, Query, Render } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import type { LegalBasis, PluginPurpose } from '../../plugin-api';
import type { Disclosure } from '../disclosure.entity';
import { PluginCatalogue } from '../discovery/plugin-catalogue';
import { EnablementsService } from '../enablement/enablements.service';
import { Disclosures } from './disclosures';
import { basisWords, fieldWords, purposeWords } from './words';

/** How many hand-overs a page shows. */
const shown = 50;

class DisclosuresQuery {
  /** Empty: of all plugins. */
  @IsOptional() @Matches(/^[a-z0-9-]{0,64}$/) plugin?: string;
  @IsOptional() @Matches(/^[\da-z]{26}$/) before?: string;
}

@Controller('settings/disclosures')
@Allow('plugin.read')
export class DisclosuresController {
  constructor(
    private readonly disclosures: Disclosures,
    private readonly enablements: EnablementsService,
    private readonly catalogue: PluginCatalogue,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('disclosures/index')
  async index(@CurrentAgent() { workspaceId }: Agent, @Query() { plugin, before }: DisclosuresQuery) {
    const { rows, next } = await this.disclosures.page(workspaceId, { pluginId: plugin, before, limit: shown });
    const plugins = (await this.enablements.rows(workspaceId)).map(({ pluginId: id }) => {
      return { id, name: this.nameOf(id), chosen: id === plugin };
    });
    const title = this.texts.t('en', 'disclosures.title');
    return {
      title,
      section: 'disclosures',
      rows: rows.map((row) => this.words(row)),
      next,
      plugins,
      plugin,
      later: Boolean(before),
    };
  }

  private nameOf(id: string): string {
    return this.catalogue.usable(id)?.manifest.name ?? id;
  }

  private words({ id, at, pluginId, recipient, country, subjectKind, subjectId, fields, purpose, basis }: Disclosure) {
    return {
      ...{ id, at, pluginId },
      recipient: recipient || this.nameOf(pluginId),
      country: country ? countryName(country) : undefined,
      subject: this.texts.t('en', subjectKind === 'visitor' ? 'disclosures.visitor' : 'disclosures.account', {
        number: subjectId.slice(-4).toUpperCase(),
      }),
      fields: fields.map((field) => (fieldWords[field] ? this.texts.t('en', fieldWords[field]) : field)),
      purpose: this.texts.t('en', purposeWords[purpose as PluginPurpose] ?? purpose),
      basis: this.texts.t('en', basisWords[basis as LegalBasis] ?? basis),
    };
  }
}
