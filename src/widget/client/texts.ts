import type catalogue from '../../../locales/en.json';

/** The server sends the `widget` part of its catalogue, in the visitor's language. */
export type TextKey = keyof (typeof catalogue)['widget'];
export type Texts = Partial<Record<TextKey, string>>;
export type Text = (key: TextKey, values?: Record<string, string | number>) => string;

/** Looks texts up and fills their `{placeholders}`. */
export function textsOf(texts: Texts): Text {
  return (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
