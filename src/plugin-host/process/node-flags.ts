/** Flags that this version of Node may not know are asked for by version: an unknown one would keep a plugin from starting. */
export function nodeFlags(
  { folder, childFolder, heapMegabytes }: { folder: string; childFolder: string; heapMegabytes: number },
  version = process.versions.node,
): string[] {
  const [major, minor] = version.split('.').map(Number);
  const atLeast = (wantedMajor: number, wantedMinor: number) =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const stable = atLeast(23, 5) || (major === 22 && minor >= 13);
  const silent = atLeast(23, 7) || (major === 22 && minor >= 14);
  return [
    stable ? '--permission' : '--experimental-permission',
    `--allow-fs-read=${folder}/*`,
    `--allow-fs-read=${childFolder}/*`,
    `--max-old-space-size=${heapMegabytes}`,
    '--max-semi-space-size=2',
    '--no-addons',
    '--no-warnings',
    ...(silent ? ['--disable-sigusr1'] : []),
  ];
}
