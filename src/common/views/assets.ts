import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publicFolder } from '../paths';

/** Knows the hashed address of each built file. */
export class Assets {
  private manifest: Record<string, string> = {};
  private readAt = 0;

  constructor(
    private readonly watch: boolean,
    private readonly file = join(publicFolder, 'assets', 'manifest.json'),
  ) {}

  address(name: string): string {
    if (!this.readAt || this.watch) this.read();
    return this.manifest[name] ?? `/assets/${name}`;
  }

  private read(): void {
    const changedAt = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!changedAt || changedAt === this.readAt) return;
    this.manifest = JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>;
    this.readAt = changedAt;
  }
}
