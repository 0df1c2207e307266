import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(js|css|svg|json)$/;

/** Lays a `.br` and a `.gz` beside every file that gains from it, so that the server never compresses anything itself. */
export async function compressAll(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => compressible.test(file));
  await Promise.all(files.map((file) => compress(join(folder, file))));
}

async function compress(file) {
  const content = await readFile(file);
  const brotli = await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}
