import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FoundPlugin } from '../plugin-host.types';

export interface PluginFolder {
  /** Absolute, without links: its process may read what really stands there. */
  folder: string;
  /** As it is called where it was found. */
  name: string;
  origin: FoundPlugin['origin'];
}

/** Folders that hold a plugin, in a folder of such folders. */
export function foldersIn(parent: string, origin: FoundPlugin['origin']): PluginFolder[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => !name.startsWith('.') && isFolder(join(parent, name)))
    .sort()
    .map((name) => ({ folder: realpathSync(join(parent, name)), name, origin }));
}

/**
 * Packages that the project itself depends on and that call themselves a plugin. Only these are looked at: somebody chose them,
 * and reading a thousand others would take longer than starting.
 */
export function packagesOf(projectFolder: string): PluginFolder[] {
  const { dependencies } = readJson(join(projectFolder, 'package.json')) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies ?? {}).flatMap((packageName) => {
    const folder = join(projectFolder, 'node_modules', packageName);
    const { keywords, main } = (readJson(join(folder, 'package.json')) ?? {}) as { keywords?: unknown; main?: string };
    if (!Array.isArray(keywords) || !keywords.includes('parlour-plugin')) return [];
    // The manifest may stand beside the built script.
    const inside = ['', 'dist', main ? join(main, '..') : ''].find((part) => existsSync(join(folder, part, 'plugin.json')));
    const name = basename(packageName).replace(/^parlour-plugin-/, '');
    return [{ folder: realpathSync(join(folder, inside ?? '')), name, origin: 'package' as const }];
  });
}

/** @returns undefined if it is not there, or not JSON */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
