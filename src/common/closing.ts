import { Injectable } from '@nestjs/common';

/** Whether the server is on its way out. Whoever holds somebody waiting registers here, to let go at once. */
@Injectable()
export class Closing {
  private readonly listeners = new Set<() => void>();
  private begun = false;

  get closing(): boolean {
    return this.begun;
  }

  /** Calls `listener` when the server begins to stop; the answer takes it back. */
  onBegin(listener: () => void): () => void {
    if (this.begun) listener();
    else this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  begin(): void {
    if (this.begun) return;
    this.begun = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}
