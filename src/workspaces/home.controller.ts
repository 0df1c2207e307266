import { Controller, Get, Redirect } from '@nestjs/common';
import { Allow, Public, type Agent } from '../common/access';
import { CurrentAgent } from '../common/current-agent';
import { seeOther } from '../common/forms/form';

@Controller()
export class HomeController {
  @Get('/')
  @Public('leads on to a page that checks')
  @Redirect()
  home(@CurrentAgent() agent: Agent | undefined) {
    return seeOther(agent ? '/inbox' : '/sign-in');
  }

  @Get('settings')
  @Allow('workspace.manage')
  @Redirect()
  settings() {
    return seeOther('/settings/workspace');
  }
}
