const lasts = 6_000;

/** Who of the team writes at the moment. It is over after a while, if nobody says so before. */
export class TypingMark {
  name?: string;
  private ends?: ReturnType<typeof setTimeout>;

  constructor(private readonly changed: () => void) {}

  set(name: string | undefined): void {
    clearTimeout(this.ends);
    this.name = name;
    if (name === undefined) return;
    this.ends = setTimeout(() => {
      this.name = undefined;
      this.changed();
    }, lasts);
  }
}
