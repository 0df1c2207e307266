import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { LineField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { MapPage } from './map-page.service';
import { PersonPage } from './person-page.service';

class SearchDto {
  @LineField() words: string;
}
class PersonParams {
  @Matches(/^[\w-]{16,64}$/) visitorId: string;
}

/** The data map as a page, and what is held on one person: for those who answer for it. */
@Controller('privacy')
@Allow('privacy.manage')
export class DataMapController {
  constructor(
    private readonly map: MapPage,
    private readonly people: PersonPage,
  ) {}

  @Get('data-map')
  @Render('data-map/index')
  index(@CurrentAgent() { workspaceId }: Agent) {
    return this.map.of(workspaceId);
  }

  /** By a form that is sent, so that no address stands in an address. */
  @Post('people')
  @Form<DataMapController>('data-map/index', (controller, { agent }) => controller.index(agent!))
  @Redirect()
  async find(
    @CurrentAgent() { workspaceId }: Agent,
    @Body() { words }: SearchDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    const id = await this.people.find(workspaceId, words);
    if (id) return seeOther(`/privacy/people/${id}`);
    flash(response, 'critical', 'dataMap.nobodyFound');
    return seeOther('/privacy/data-map');
  }

  @Get('people/:visitorId')
  @Render('data-map/person')
  person(@CurrentAgent() agent: Agent, @Param() { visitorId }: PersonParams) {
    return this.people.of(agent, visitorId);
  }
}
