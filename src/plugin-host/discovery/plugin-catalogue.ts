import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { bundledPluginsFolder, projectFolder } from '../../common/paths';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import type { Manifest } from '../../plugin-api';
import { FieldCatalogue } from '../firewall/field-catalogue';
import type { FoundPlugin } from '../plugin-host.types';
import { ruleProblems, shapeProblems } from './manifest-rules';
import { foldersIn, packagesOf, type PluginFolder } from './plugin-folders';

/** All plugins that were found at the start, good or broken. */
@Injectable()
export class PluginCatalogue implements OnApplicationBootstrap {
  private readonly logger = new Logger('plugins');
  private found?: FoundPlugin[];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly fields: FieldCatalogue,
  ) {}

  /** Says all problems of all plugins at once; what is sound starts. */
  onApplicationBootstrap(): void {
    const broken = this.list().filter(({ problems }) => problems.length);
    if (!broken.length) return;
    const lines = broken.flatMap(({ folder, problems }) => problems.map((problem) => `  - ${folder}: ${problem}`));
    this.logger.error(`${broken.length === 1 ? 'A plugin is' : `${broken.length} plugins are`} broken:\n${lines.join('\n')}`);
  }

  /** By id. */
  list(): FoundPlugin[] {
    this.found ??= this.discover();
    return this.found;
  }

  /** @returns undefined if there is none, or only a broken one */
  usable(id: string): (FoundPlugin & { manifest: Manifest }) | undefined {
    const found = this.list().find((plugin) => plugin.id === id && !plugin.problems.length);
    return found?.manifest ? { ...found, manifest: found.manifest } : undefined;
  }

  /** Reads everything anew, after a change of a plugin during development. */
  reload(): void {
    this.found = undefined;
  }

  private discover(): FoundPlugin[] {
    const { PLUGINS_DIR } = this.settings;
    const folders = [
      ...foldersIn(bundledPluginsFolder, 'bundled'),
      ...(PLUGINS_DIR ? foldersIn(PLUGINS_DIR, 'folder') : []),
      ...packagesOf(projectFolder),
    ];
    const found = folders.map((folder) => this.read(folder));
    found.forEach((plugin, index) => {
      const first = found.findIndex(({ id }) => id === plugin.id);
      if (first < index)
        plugin.problems.push(
          `There is another plugin "${plugin.id}" in ${found[first].folder}, which is used. Rename one of them.`,
        );
    });
    return found.sort((one, other) =>
      one.id < other.id ? -1 : one.id > other.id ? 1 : one.problems.length - other.problems.length,
    );
  }

  private read({ folder, name, origin }: PluginFolder): FoundPlugin {
    let manifest: Manifest;
    try {
      manifest = JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8')) as Manifest;
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const problem = isMissing
        ? 'plugin.json is missing. Every plugin has one; `npm run plugin:new` makes it.'
        : `plugin.json cannot be read: ${(error as Error).message}. Mend it.`;
      return { id: name, folder, origin, problems: [problem] };
    }
    // The build has looked at those that come along, and refuses to go on with a wrong one.
    const problems = origin === 'bundled' ? [] : shapeProblems(manifest);
    const rules = () => ruleProblems(manifest, folder, name, (field) => this.fields.isKnown(field));
    if (problems.length) return { id: name, folder, origin, problems: [...problems, ...asFarAsPossible(rules)] };
    return { id: manifest.id, folder, origin, manifest, problems: rules() };
  }
}

/** Whoever mends a manifest wants all faults at once; what cannot be looked at because of its shape waits. */
function asFarAsPossible(rules: () => string[]): string[] {
  try {
    return rules();
  } catch {
    return [];
  }
}
