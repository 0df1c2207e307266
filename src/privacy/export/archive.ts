import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the archive, as the manifest names it. */
export interface ArchivedFile {
  path: string;
  bytes: number;
  sha256: string;
}

type Bytes = () => AsyncIterable<string | Buffer> | Readable | Promise<Readable>;

/** A ZIP that is written while it is read: each file is made when its turn comes, and nothing is whole in memory. */
export class Archive {
  private readonly zip = new ZipFile();
  readonly files: ArchivedFile[] = [];

  constructor(private readonly at: Date) {
    // The reader has to hear of it: a broken archive must not look like a short one.
    this.zip.on('error', (error: unknown) => this.output.destroy(error as Error));
  }

  get output(): Readable {
    return this.zip.outputStream as Readable;
  }

  add(path: string, bytes: Bytes, compress = true): void {
    this.zip.addReadStreamLazy(path, { mtime: this.at, mode: 0o100600, compress }, (give) => {
      void (async () => bytes())().then(
        (made) => give(null, this.counted(path, made instanceof Readable ? made : Readable.from(made, { objectMode: false }))),
        (error: unknown) => give(error as Error, undefined as never),
      );
    });
  }

  /** The manifest is the last file: it names all others, with their checksums. */
  end(manifest: { path: string; text: () => string }): void {
    this.add(manifest.path, () => Readable.from([manifest.text()], { objectMode: false }));
    this.zip.end();
  }

  private counted(path: string, from: Readable): Readable {
    const hash = createHash('sha256');
    let bytes = 0;
    const counting = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
      flush: (done) => {
        this.files.push({ path, bytes, sha256: hash.digest('hex') });
        done();
      },
    });
    from.on('error', (error) => counting.destroy(error));
    return from.pipe(counting);
  }
}
