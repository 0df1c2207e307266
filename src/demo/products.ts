export interface Product {
  slug: string;
  name: string;
  price: string;
  /** One of the drawings that come with the server's own files. */
  art: string;
}

/** What the sample shop sells. */
export const products: Product[] = [
  { slug: 'fen-table', name: 'Fen table', price: '€1,480', art: 'art/table.svg' },
  { slug: 'wren-chair', name: 'Wren chair', price: '€265', art: 'art/chair.svg' },
  { slug: 'loch-sofa', name: 'Loch sofa', price: '€2,150', art: 'art/sofa.svg' },
  { slug: 'ember-lamp', name: 'Ember lamp', price: '€190', art: 'art/lamp.svg' },
  { slug: 'stack-shelf', name: 'Stack shelf', price: '€320', art: 'art/shelf.svg' },
  { slug: 'drift-bed', name: 'Drift bed', price: '€1,720', art: 'art/bed.svg' },
];

export const pathOf = ({ slug }: Pick<Product, 'slug'>) => `/demo/${slug}`;
