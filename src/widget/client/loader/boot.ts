import { Memory } from '../memory';
import type { Panel, Part, ProactiveLink, Registry, Shell } from '../shell';
import { Api } from './api';
import { fetchConfig } from './config';
import { Launcher } from './launcher';
import { loadScript } from './script';
import type { Tag } from './tag';

/** Draws the launcher, and brings the panel when it is wanted. */
export function boot(tag: Tag, registry: Registry): void {
  const api = new Api();
  fetchConfig(tag).then(
    (config) => {
      const memory = new Memory(tag.key);
      const launcher = new Launcher(config, () => void open());
      const proactive: ProactiveLink = {};
      let panel: Promise<Panel> | undefined;

      const fetchPart = (path: string) => loadScript(tag.base + path, tag.nonce);
      const bring = (part: Part) =>
        fetchPart(config[part])
          // A page that was open while the server was upgraded knows the old addresses only.
          .catch(async () => fetchPart((await fetchConfig(tag, []))[part]));

      const shell: Shell = {
        key: tag.key,
        base: tag.base,
        config,
        memory,
        proactive,
        root: launcher.root,
        frame: launcher.frame,
        launcher: launcher.button,
        identity: () => api.identity,
        consent: () => api.consent,
        announce: (event, detail) => {
          api.announce(event, detail);
          proactive.changed?.();
        },
        load: bring,
        closed() {
          launcher.show();
          api.announce('close');
        },
      };

      const load = () =>
        (panel ??= bring('panel')
          .then(() => registry.createPanel!(shell))
          .catch((error) => {
            panel = undefined;
            throw error;
          }));

      async function open(page?: 'privacy') {
        launcher.busy(true);
        try {
          const loaded = await load();
          launcher.hide();
          loaded.open(page);
          proactive.changed?.();
          api.announce('open');
        } catch {
          launcher.failed();
        } finally {
          launcher.busy(false);
        }
      }

      /** Somebody who wrote before is told of answers; for everybody else nothing is loaded or connected. */
      const loadForReturning = () => {
        if (memory.read().token) load().catch(() => undefined);
      };

      const tellAll = (news: 'identify' | 'consent') => {
        proactive.changed?.();
        void panel?.then((loaded) => loaded[news]());
      };

      /** Only where the website has something to say first. */
      const loadProactive = () => {
        if (config.rules)
          bring('proactive').then(
            () => registry.startProactive!(shell),
            () => undefined,
          );
      };

      api.ready({
        open: (page) => void open(page === 'privacy' ? page : undefined),
        close: () => void panel?.then((loaded) => loaded.close()),
        identify: () => tellAll('identify'),
        consent: () => tellAll('consent'),
        forget: () => {
          if (panel) void panel.then((loaded) => loaded.forget());
          else memory.forget();
        },
      });
      memory.watch(() => {
        loadForReturning();
        proactive.changed?.();
      });
      (window.requestIdleCallback ?? setTimeout)(() => {
        loadForReturning();
        loadProactive();
      });
    },
    (error: Error) => console.warn(`Parlour: ${error.message}`),
  );
}
