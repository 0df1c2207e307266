import { Injectable } from '@nestjs/common';
import { Texts } from '../common/texts';
import { PluginCatalogue } from './discovery/plugin-catalogue';
import { EnablementsService } from './enablement/enablements.service';
import { PluginStates, type StateView } from './pages/plugin-state';

/** A plugin that somebody has to look at. */
export interface PluginTrouble {
  id: string;
  text: string;
}

const sentences: Partial<Record<StateView['kind'], string>> = {
  trouble: 'plugins.trouble',
  waiting: 'plugins.decision',
};

/** What owners and admins are told wherever they are: an enabled plugin that does not do its work. */
@Injectable()
export class PluginTroubles {
  constructor(
    private readonly enablements: EnablementsService,
    private readonly catalogue: PluginCatalogue,
    private readonly states: PluginStates,
    private readonly texts: Texts,
  ) {}

  async of(workspaceId: string): Promise<PluginTrouble[]> {
    const standings = await this.enablements.standings(workspaceId);
    return standings.flatMap((standing) => {
      const { pluginId: id, trouble } = standing.row;
      const key = sentences[this.states.of(standing).kind];
      if (!key) return [];
      const name = this.catalogue.usable(id)?.manifest.name ?? id;
      return [{ id, text: this.texts.t('en', trouble === 'resting' ? 'plugins.troubleResting' : key, { name }) }];
    });
  }
}
