/** A command that cannot do what it was asked: a sentence is enough, nobody needs the stack. */
export class Refused extends Error {}
