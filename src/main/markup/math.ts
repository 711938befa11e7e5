import type { Element, ElementContent, Nodes, Properties, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import temml from 'temml';
import { texOf } from '../../shared/markdown/math-node.ts';
import { settable } from '../../shared/markdown/tex.ts';

/** How much TeX is typeset per text (characters): about a second of work. */
const maxTexOfText = 60_000;

/** Elements that a formula may contain; MathML has no other purely presentational ones. */
const tagNames = new Set(
  (
    'math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom menclose mstyle'
  ).split(' '),
);
const attributes = new Set(
  (
    'accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height ' +
    'largeop linebreak linethickness lquote lspace mathbackground mathcolor mathsize mathvariant maxsize minsize ' +
    'movablelimits notation rowlines rowspacing rquote rspace scriptlevel separator side stretchy symmetric ' +
    'voffset width'
  ).split(' '),
);
const harmless = /^[\w .%#+-]{0,80}$/;

/** Typesets the formulas of a sanitised page, where possible. */
export function setFormulas(root: Root): void {
  let left = maxTexOfText;
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('children' in node) || (node.type === 'element' && node.tagName === 'pre')) continue;
    for (const [index, child] of node.children.entries()) {
      if (child.type === 'element' && isFormula(child)) {
        const [only] = child.children;
        const source = only?.type === 'text' ? only.value : '';
        left -= source.length;
        const set = left < 0 ? null : mathOf(source);
        if (set !== null) node.children[index] = set;
        else child.properties = {};
      } else stack.push(child);
    }
  }
}

function isFormula({ tagName, properties }: Element): boolean {
  const { className } = properties;
  return tagName === 'code' && Array.isArray(className) && className.includes('language-math');
}

/** A formula as MathML together with its TeX; null if it cannot be typeset. */
function mathOf(source: string): Element | null {
  const { tex, display } = texOf(source);
  const wanted = settable(tex, display);
  if (wanted === null) return null;
  let markup: string;
  try {
    markup = temml.renderToString(wanted.tex, wanted.options);
  } catch {
    // It has an error, or is nested too deeply for the stack: leave it as written.
    return null;
  }
  const [math] = fromHtml(markup, { fragment: true }).children;
  const safe = math?.type === 'element' && math.tagName === 'math' ? cleaned(math) : null;
  return safe === null ? null : withTex(safe, tex, display);
}

function withTex(math: Element, tex: string, display: boolean): Element {
  const content: Element = {
    type: 'element',
    tagName: 'mrow',
    properties: {},
    children: math.children,
  };
  const annotation: Element = {
    type: 'element',
    tagName: 'annotation',
    properties: { encoding: 'application/x-tex' },
    children: [{ type: 'text', value: tex }],
  };
  return {
    type: 'element',
    tagName: 'math',
    properties: {
      xmlns: 'http://www.w3.org/1998/Math/MathML',
      ...(display ? { display: 'block' } : {}),
    },
    children: [
      { type: 'element', tagName: 'semantics', properties: {}, children: [content, annotation] },
    ],
  };
}

/** Copies an element with only its harmless content; null if it contains anything else. */
function cleaned(element: Element): Element | null {
  if (!tagNames.has(element.tagName)) return null;
  const children: ElementContent[] = [];
  for (const child of element.children) {
    if (child.type === 'text') children.push({ type: 'text', value: child.value });
    else if (child.type === 'element' && !isPlaceholder(child)) {
      const safe = cleaned(child);
      if (safe === null) return null;
      children.push(safe);
    }
  }
  return { type: 'element', tagName: element.tagName, properties: propertiesOf(element), children };
}

/**
 * True for the space that Temml leaves for an equation number, which a style sheet would fill in.
 */
function isPlaceholder({ tagName, children }: Element): boolean {
  return tagName === 'span' && children.length === 0;
}

function propertiesOf({ properties }: Element): Properties {
  const { className, style } = properties;
  const kept: Properties = {};
  for (const [name, value] of Object.entries(properties)) {
    if (attributes.has(name.toLowerCase()) && harmless.test(String(value)))
      kept[name.toLowerCase()] = String(value);
  }
  const names = (Array.isArray(className) ? className.map(String) : []).filter((name) =>
    /^[\w-]{1,30}$/.test(name),
  );
  if (typeof style === 'string') readStyle(style, kept, names);
  return names.length === 0 ? kept : { ...kept, className: names };
}

/** Our pages allow no style attributes: colours become MathML attributes, lines become classes. */
function readStyle(style: string, kept: Properties, names: string[]): void {
  for (const declaration of style.split(';')) {
    const [name = '', value = ''] = declaration.split(':').map((part) => part.trim());
    if (name === 'color' && /^#?\w{3,20}$/.test(value)) kept['mathcolor'] = value;
    else if (name === 'background-color' && /^#?\w{3,20}$/.test(value))
      kept['mathbackground'] = value;
    else if (/^border(?:-(?:top|bottom|left|right))?$/.test(name)) names.push(`math-${name}`);
  }
}
