import { SaxesParser } from 'saxes';

/**
 * Called for the contents of an XML document, in order. Names are as written, with their prefix.
 */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** No real document nests elements deeper than this. */
const deepest = 2000;

/** Reads XML. Entities that it defines are not expanded. Throws if it is not well-formed. */
export function readXml(xml: string, listener: XmlListener): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new Error('It is nested too deeply');
    listener.open?.(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    listener.close?.(name);
  });
  const onText = (text: string): void => listener.text?.(text);
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}
