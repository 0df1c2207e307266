import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientAddress } from '../../common/http/client-address';
import { Texts } from '../../common/texts';
import type { NeededField } from '../identity/missing-fields';
import { LegalIdentities } from '../legal-identities.service';
import { WebsitesService } from '../websites.service';
import { proofModes, type Website } from '../website.entity';

const missingWords: Record<NeededField, string> = {
  legalName: 'live.legalName',
  address: 'live.address',
  contact: 'live.contact',
};

/** What the pages about one website show. */
@Injectable()
export class WebsitePage {
  constructor(
    private readonly address: ClientAddress,
    private readonly websites: WebsitesService,
    private readonly identities: LegalIdentities,
    private readonly texts: Texts,
  ) {}

  /** The settings page; after a refusal with what was typed. */
  async model(request: Request, workspaceId: string, id: string, typed?: Record<string, unknown>) {
    const website = await this.websites.ofWorkspace(workspaceId, id);
    return {
      title: website.name,
      section: 'websites',
      website: this.form(website, typed),
      snippet: this.snippet(website, request),
      live: await this.live(website),
    };
  }

  /** Whether visitors can use it, and if not, what is missing. */
  async live({ workspaceId, liveAt, key }: Website) {
    const missing = await this.identities.missing(workspaceId);
    const words = missing.map((field) => this.texts.t('en', missingWords[field]));
    return { on: Boolean(liveAt), missing: liveAt ? [] : words, notice: `/privacy/${key}` };
  }

  /** The line that puts the widget on a page; the key has only letters that need no escaping. */
  snippet({ key }: Website, request: Request): string {
    return `<script async src="${this.address.publicOrigin(request)}/widget.js" data-website="${key}"></script>`;
  }

  /** What a site adds to its own content security policy. */
  policy(request: Request): string {
    const origin = this.address.publicOrigin(request);
    return `script-src ${origin}; connect-src ${origin} ${origin.replace(/^http/, 'ws')}`;
  }

  /** Values of the settings form; after a refusal what was typed goes over them. */
  form(website: Website, typed?: Record<string, unknown>) {
    const kept = { ...website, domains: website.domains.join('\n') };
    if (!typed) return kept;
    const text = (field: 'name' | 'domains' | 'accent' | 'greeting') =>
      typeof typed[field] === 'string' ? typed[field] : kept[field];
    const ticked = (field: string) => ['true', 'on', true].includes(typed[field] as string);
    return {
      ...kept,
      name: text('name'),
      domains: text('domains'),
      accent: text('accent'),
      greeting: text('greeting'),
      collectsPages: ticked('collectsPages'),
      collectsBrowser: ticked('collectsBrowser'),
      collectsLocation: ticked('collectsLocation'),
      collectsContact: ticked('collectsContact'),
      proof: proofModes.find((mode) => mode === typed.proof) ?? kept.proof,
    };
  }
}
