import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Public } from '../common/access';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { LegalIdentities } from '../workspaces/legal-identities.service';

const day = 24 * 60 * 60 * 1000;
/** RFC 9116 advises less than a year; whoever reads it later asks again. */
const holds = 180 * day;
const path = '.well-known/security.txt';

/** Tells researchers whom to write to (RFC 9116). */
@Controller(path)
@Public('Whoever found a fault must find whom to tell.')
export class SecurityTextController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SECURITY_CONTACT'>,
    private readonly identities: LegalIdentities,
    private readonly address: ClientAddress,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=86400')
  async show(@Req() request: Request): Promise<string> {
    const contact = this.settings.SECURITY_CONTACT ?? (await this.operatorsContact());
    // Without a contact it would be no such file (2.5.3).
    if (!contact) throw new ChatError('request.not_found');
    const expires = new Date(Math.floor((this.clock.millis() + holds) / day) * day);
    const lines = [`Contact: ${contact}`, `Expires: ${expires.toISOString().replace('.000', '')}`, 'Preferred-Languages: en'];
    if (this.address.isSecure(request)) lines.push(`Canonical: ${this.address.publicOrigin(request)}/${path}`);
    return `${lines.join('\n')}\n`;
  }

  /** What is no mail address, or more than one line, is not theirs to put here. */
  private async operatorsContact(): Promise<string | undefined> {
    const { contact } = await this.identities.ofOperator();
    return /^[^\s@<>]+@[^\s@<>]+$/.test(contact) ? `mailto:${contact}` : undefined;
  }
}
