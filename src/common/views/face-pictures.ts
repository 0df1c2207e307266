import { Injectable } from '@nestjs/common';

/** Who has a picture, for the partial that draws faces: it asks a thousand times a second, so the answer is in memory. */
@Injectable()
export class FacePictures {
  private readonly versions = new Map<string, string>();

  /** @returns the version of somebody's picture; undefined: their initials stand for them */
  of = (id: unknown): string | undefined => this.versions.get(String(id));

  set(id: string, version: string | undefined): void {
    if (version) this.versions.set(id, version);
    else this.versions.delete(id);
  }
}
