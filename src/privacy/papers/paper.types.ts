/** A page of the controller's or operator's papers: drawn as a page, as JSON and as a PDF from the same. */
export interface Paper {
  id: string;
  title: string;
  /** What it is for, in a sentence or two. */
  lead: string;
  /** Whose it is, by legal name. */
  holder: string;
  /** When it was computed. */
  date: Date;
  /** Of a text that has versions. */
  version?: string;
  sections: PaperSection[];
}

export interface PaperSection {
  title: string;
  text?: string;
  table?: PaperTable;
  /** What there is instead of a table without rows. */
  none?: string;
}

export interface PaperTable {
  head: string[];
  rows: string[][];
}
