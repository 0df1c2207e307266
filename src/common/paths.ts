import { basename, dirname, join } from 'node:path';

/** The project's folder: the same number of steps up from `src/common`, `dist/common` and `dist/bundle`. */
export const projectFolder = join(__dirname, '..', '..');

/** Where the build puts what browsers load. */
export const publicFolder = join(projectFolder, 'dist', 'public');

/** Where the build puts plugins, each with its manifest and one script. */
export const bundledPluginsFolder = join(projectFolder, 'dist', 'plugins');

/** What runs in plugins' processes stands beside the server's code: in `src` for tests, in `dist` after a build. */
export const pluginChildFolder = join(projectFolder, basename(dirname(__dirname)), 'plugin-host', 'process', 'child');

/** The same of what looks words up in dictionaries. */
export const spellerFile = join(
  projectFolder,
  basename(dirname(__dirname)),
  'assist',
  'writing',
  'spelling',
  'child',
  'speller.cjs',
);

/** The same of what carries the write-ahead log over. */
export const checkpointWorkerFile = join(
  projectFolder,
  basename(dirname(__dirname)),
  'database',
  'checkpoints',
  'child',
  'checkpointer.cjs',
);
