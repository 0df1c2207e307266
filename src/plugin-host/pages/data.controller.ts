import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, may, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { countries as allCountries } from '../../common/regions';
import { TickField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { OptionalPurposes, optionalPurposes } from '../../privacy/optional-purposes.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { choiceOf, regionsOf, type RegionChoice } from './regions-form';

class RegionsDto {
  @IsIn(['anywhere', 'adequate', 'area', 'chosen']) regions: RegionChoice;
  /** Looked at only where countries are chosen. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @Matches(/^[A-Z]{2}$/, { each: true })
  @ArrayMaxSize(300)
  @IsArray()
  countries: string[] = [];
}

class PurposesDto {
  @TickField() improve: boolean = false;
  @TickField() marketing: boolean = false;
}

const view = 'recipients/data';

/** What a workspace decides about personal data as a whole, whichever plugins it has. */
@Controller('settings/data')
export class DataController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly purposes: OptionalPurposes,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Allow('plugin.read')
  @Render(view)
  async show(@CurrentAgent() agent: Agent) {
    return this.page(agent);
  }

  @Post('regions')
  @Allow('plugin.manage')
  @Form<DataController>(view, (controller, { agent, body }) => controller.page(agent!, body as Record<string, unknown>))
  @Redirect()
  async allow(
    @CurrentAgent() agent: Agent,
    @Body() { regions, countries }: RegionsDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.workspaces.allowRegions(agent, regionsOf(regions, countries));
    return this.saved(response);
  }

  @Post('purposes')
  @Allow('plugin.manage')
  @Form<DataController>(view, (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async choose(
    @CurrentAgent() { workspaceId, account }: Agent,
    @Body() chosen: PurposesDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    for (const purpose of optionalPurposes) await this.purposes.choose(workspaceId, purpose, chosen[purpose], account.id);
    return this.saved(response);
  }

  /** `typed` is what a refused form held. */
  async page(agent: Agent, typed?: Record<string, unknown>) {
    const { allowedRegions } = await this.workspaces.get(agent.workspaceId);
    const chosen = await this.purposes.of(agent.workspaceId);
    const ticked = typed ? [typed.countries].flat() : allowedRegions;
    return {
      title: this.texts.t('en', 'regions.pageTitle'),
      section: 'data',
      mayManage: may(agent, 'plugin.manage'),
      choice: typed?.regions ?? choiceOf(allowedRegions),
      countries: allCountries().map((country) => ({ ...country, chosen: ticked.includes(country.code) })),
      improve: chosen.has('improve'),
      marketing: chosen.has('marketing'),
    };
  }

  private saved(response: Response) {
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/data');
  }
}
