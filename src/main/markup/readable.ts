import type { Element, ElementContent, Nodes, Root } from 'hast';

/** The main content of a page, without navigation and other surroundings. */
export interface ReadablePage {
  /** '' if the page has no title. */
  readonly title: string;
  readonly content: readonly ElementContent[];
}

/** The shortest text that pruning may leave of a page, in characters. */
const minText = 250;
/** The least share of the page's text outside links that its main content must contain. */
const minShare = 0.6;
/** The same share for an element that the page itself marks as its main content. */
const minNamed = 0.4;
const longestTitle = 300;
/** The longest prefix of an attribute that is examined, in characters. */
const longestAttribute = 500;

/** Elements without readable text. */
const silent = new Set(
  'script style noscript template svg canvas iframe object embed audio video picture img map button input select textarea datalist dialog nav aside footer link meta'.split(
    ' ',
  ),
);

const silentRoles = new Set(
  'navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist'.split(
    ' ',
  ),
);

/**
 * Class names and ids that sites give to the surroundings of a text, and those that mark the text
 * itself.
 */
const around =
  /(?:^|[-_ ])(?:ads?|advert\w*|banner|breadcrumbs?|combx|comments?|cookies?|disqus|footer|hidden|legends|masthead|menu|meta|modal|nav\w*|newsletter|outbrain|pager|pagination|popup|print|promo\w*|recommend\w*|related|remark|replies|rss|share\w*|shoutbox|sidebar|skip\w*|skyscraper|social\w*|sponsor\w*|subscri\w*|taboola|tags?|toolbar|tooltip|widget|yom-remote)(?:$|[-_ ])/i;
const within = /article|body|content|column|main|post|story|entry|text/i;

/** Blocks whose text counts towards the score of their parents. */
const blocks = new Set('p pre td blockquote li dd figcaption section h2 h3 h4'.split(' '));

function attribute(element: Element, name: string): string {
  const value = element.properties[name];
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  return text.slice(0, longestAttribute);
}

function isUnseen(element: Element): boolean {
  const { properties } = element;
  return (
    (properties['hidden'] !== undefined && properties['hidden'] !== null) ||
    attribute(element, 'ariaHidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style'))
  );
}

function isAround(element: Element): boolean {
  if (['body', 'html', 'article', 'main', 'a', 'h1'].includes(element.tagName)) return false;
  if (silentRoles.has(attribute(element, 'role'))) return true;
  const name = `${attribute(element, 'className')} ${attribute(element, 'id')}`;
  return around.test(name) && !within.test(name);
}

/** The length of a node's text, and of the part of it inside links. */
interface Weight {
  readonly text: number;
  readonly links: number;
}

const weightless: Weight = { text: 0, links: 0 };

/** Removes unreadable elements. Returns the text that remains in each element. */
function prune(root: Root, isStrict: boolean): ReadonlyMap<Nodes, Weight> {
  const weights = new Map<Nodes, Weight>();
  const visit = (node: Nodes, isLink: boolean): Weight => {
    if (node.type === 'text') {
      const text = node.value.replaceAll(/\s+/g, ' ').trim().length;
      return { text, links: isLink ? text : 0 };
    }
    if (!('children' in node)) return weightless;
    let text = 0;
    let links = 0;
    const kept = node.children.filter((child) => {
      if (child.type === 'comment' || child.type === 'doctype') return false;
      if (child.type === 'element') {
        if (silent.has(child.tagName) || isUnseen(child)) return false;
        if (isStrict && isAround(child)) return false;
      }
      const inside = visit(child, isLink || (child.type === 'element' && child.tagName === 'a'));
      text += inside.text;
      links += inside.links;
      return true;
    });
    Object.assign(node, { children: kept });
    const weight = { text, links };
    weights.set(node, weight);
    return weight;
  };
  visit(root, false);
  return weights;
}

function density({ text, links }: Weight): number {
  return text === 0 ? 0 : links / text;
}

/** Returns the smallest ancestor of the best element that contains enough of the page's text. */
function widened(best: readonly Nodes[], weights: ReadonlyMap<Nodes, Weight>, root: Root): Nodes {
  const plain = (node: Nodes): number => {
    const { text, links } = weights.get(node) ?? weightless;
    return text - links;
  };
  return best.find((node) => plain(node) >= plain(root) * minShare) ?? root;
}

/** Finds the element that contains most of the paragraphs. */
function bestOf(root: Root, weights: ReadonlyMap<Nodes, Weight>): Nodes {
  const scores = new Map<readonly Nodes[], number>();
  const visit = (
    node: Nodes,
    path: readonly Nodes[],
    chain: readonly (readonly Nodes[])[],
  ): void => {
    if (!('children' in node)) return;
    const weight = weights.get(node) ?? weightless;
    if (node.type === 'element' && blocks.has(node.tagName) && weight.text >= 25) {
      const score = (1 + Math.min(weight.text / 100, 5)) * (1 - density(weight));
      for (const [distance, ancestor] of chain.entries()) {
        scores.set(ancestor, (scores.get(ancestor) ?? 0) + score / (distance + 1));
      }
    }
    const below = [node, ...path];
    for (const child of node.children) visit(child, below, [below, ...chain.slice(0, 4)]);
  };
  visit(root, [], []);
  let best: readonly Nodes[] = [root];
  let most = 0;
  for (const [path, score] of scores) {
    const [node = root] = path;
    const final = score * (1 - density(weights.get(node) ?? weightless));
    if (final > most) [best, most] = [path, final];
  }
  return widened(best, weights, root);
}

function find(node: Nodes, isWanted: (element: Element) => boolean): readonly Element[] {
  const found: Element[] = [];
  const visit = (each: Nodes): void => {
    if (each.type === 'element' && isWanted(each)) found.push(each);
    if ('children' in each) each.children.forEach(visit);
  };
  visit(node);
  return found;
}

/**
 * Returns the element that the page marks as its main content, if it contains enough of the text.
 */
function named(root: Root, weights: ReadonlyMap<Nodes, Weight>): Element | null {
  const length = (node: Nodes): number => (weights.get(node) ?? weightless).text;
  const kinds: readonly ((element: Element) => boolean)[] = [
    ({ tagName }) => tagName === 'article',
    (element) => element.tagName === 'main' || attribute(element, 'role') === 'main',
  ];
  for (const isOfKind of kinds) {
    const [first, ...more] = find(root, isOfKind);
    if (first !== undefined && more.length === 0 && length(first) > length(root) * minNamed) {
      return first;
    }
  }
  return null;
}

function textIn(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textIn).join('') : '';
}

function titleOf(root: Root): string {
  for (const tagName of ['title', 'h1']) {
    const [first] = find(root, (element) => element.tagName === tagName);
    const title = first === undefined ? '' : textIn(first).replaceAll(/\s+/g, ' ').trim();
    if (title !== '') return title.slice(0, longestTitle);
  }
  return '';
}

/**
 * Extracts the main content of a parsed page, without menus, sidebars, forms and the like. If
 * almost nothing would remain, returns everything visible. Modifies the tree.
 */
export function readable(root: Root): ReadablePage {
  const title = titleOf(root);
  const whole = structuredClone(root);
  const weights = prune(root, true);
  if ((weights.get(root) ?? weightless).text < minText) {
    prune(whole, false);
    return { title, content: elementsIn(whole) };
  }
  return { title, content: elementsIn(named(root, weights) ?? bestOf(root, weights)) };
}

function elementsIn(node: Nodes): readonly ElementContent[] {
  const children: readonly Nodes[] = 'children' in node ? node.children : [];
  return children.filter((child): child is ElementContent => child.type !== 'doctype');
}
