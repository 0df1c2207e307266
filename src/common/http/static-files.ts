import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { publicFolder } from '../paths';

interface StaticFile {
  path: string;
  tag: string;
  encodings: string[];
}

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
};
const preferred = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];
const forever = 'public, max-age=31536000, immutable';
/** The widget's script has one address for good: browsers ask again after five minutes, and mostly hear "not modified". */
const briefly = 'public, max-age=300';

/** What the build made for browsers: only the files that were there at the start can be asked for, so no path leads elsewhere. */
@Injectable()
export class StaticFiles {
  private files = new Map<string, StaticFile>();
  private readonly contents = new Map<string, Buffer>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'DEVELOPMENT'>,
    private readonly folder = publicFolder,
  ) {
    this.look();
  }

  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    if (!['GET', 'HEAD'].includes(request.method)) return next();
    const file = this.find(request.path);
    if (!file) return next();
    response.locals.route = '(file)';
    response.setHeader('Cache-Control', request.path === '/widget.js' ? briefly : forever);
    response.setHeader('Vary', 'Accept-Encoding');
    // A page may load the widget with `crossorigin`, to see its errors or to check its fingerprint.
    if (request.path.startsWith('/widget')) response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('ETag', file.tag);
    if (request.headers['if-none-match'] === file.tag) return void response.status(304).end();
    this.send(file, request, response);
  };

  private find(path: string): StaticFile | undefined {
    const file = this.files.get(path);
    if (file && !this.settings.DEVELOPMENT) return file;
    if (!this.settings.DEVELOPMENT || !/^\/(assets|widget)/.test(path)) return undefined;
    this.look();
    return this.files.get(path);
  }

  private send(file: StaticFile, request: Request, response: Response): void {
    const chosen = preferred.find(({ encoding }) => file.encodings.includes(encoding) && request.acceptsEncodings(encoding));
    if (chosen) response.setHeader('Content-Encoding', chosen.encoding);
    const content = this.read(file.path + (chosen?.ending ?? ''));
    response.setHeader('Content-Type', types[file.path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    response.setHeader('Content-Length', content.length);
    response.end(request.method === 'HEAD' ? undefined : content);
  }

  private look(): void {
    this.files = new Map();
    this.contents.clear();
    if (!existsSync(this.folder)) return;
    const names = readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = new Set(names.map((entry) => join(entry.parentPath, entry.name)));
    for (const path of paths) {
      if (/\.(br|gz)$|manifest\.json$/.test(path)) continue;
      const tag = `"${createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)}"`;
      const encodings = preferred.filter(({ ending }) => paths.has(path + ending)).map(({ encoding }) => encoding);
      this.files.set(path.slice(this.folder.length).split(sep).join('/'), { path, tag, encodings });
    }
  }

  private read(path: string): Buffer {
    const content = this.contents.get(path) ?? readFileSync(path);
    this.contents.set(path, content);
    return content;
  }
}
