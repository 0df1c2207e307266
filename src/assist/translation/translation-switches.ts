import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import { EventBus } from '../../events/event-bus';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import { type Glossary, readGlossary } from './glossary';
import { WebsiteTranslation } from './website-translation.entity';

/** Milliseconds: what another node changed is known after that at the latest. */
const memory = 5000;

/** What a workspace translates, and who does it; with nobody to do it, nothing. */
export interface Switches {
  translator?: EnabledPlugin;
  /** Website → its words. */
  websites: ReadonlyMap<string, Glossary>;
}
const off: Switches = { websites: new Map() };

/** Remembers which workspaces translate at all, so that messages of all others cost nothing. */
@Injectable()
export class TranslationSwitches {
  private readonly known = new Map<string, { switches: Switches; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly plugins: PluginsService,
    events: EventBus,
  ) {
    const forget = ({ workspaceId }: { workspaceId: string }) => void this.known.delete(workspaceId);
    for (const name of ['translation.changed', 'plugin.configured', 'regions.changed'] as const) events.on(name, forget);
    events.on('relay.resumed', () => this.known.clear());
  }

  /** Whether anything may have to be translated; true also if that has to be looked up. At once: it is asked for each message. */
  mayTranslate(workspaceId: string): boolean {
    const known = this.known.get(workspaceId);
    return !known || known.until < Date.now() || known.switches.websites.size > 0;
  }

  async of(workspaceId: string): Promise<Switches> {
    const known = this.known.get(workspaceId);
    if (known && known.until > Date.now()) return known.switches;
    const switches = await this.look(workspaceId);
    this.known.set(workspaceId, { switches, until: Date.now() + memory });
    return switches;
  }

  private async look(workspaceId: string): Promise<Switches> {
    const [translator] = await this.plugins.providing(workspaceId, 'translator');
    if (!translator) return off;
    const websites = await this.database.read.findBy(WebsiteTranslation, { workspaceId, translates: true });
    return { translator, websites: new Map(websites.map(({ websiteId, glossary }) => [websiteId, readGlossary(glossary)])) };
  }
}
