import { PluginError, type PluginFactory } from '../../src/plugin-api';
import { filled, linksOf } from './lines';

interface Settings {
  links: string;
}

/** Links and short texts of the owner's own, at hand where agents write. Nobody is called. */
export default (({ settings }) => {
  const links = linksOf(settings.links);
  return {
    composerAction: {
      list: async () => links.map(({ action }) => action),
      async run({ actionId, input }) {
        const link = links.find(({ action }) => action.id === actionId);
        if (!link) throw new PluginError('There is no such link any more.');
        if (link.action.input && !input?.trim()) return { message: `Type the ${link.action.input.label.toLowerCase()} first.` };
        return { text: filled(link.template, input?.trim()) };
      },
    },
  };
}) satisfies PluginFactory<Settings>;
