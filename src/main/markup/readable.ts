import type { Element, ElementContent, Nodes, Root } from 'hast';

/** The main content of a page, without navigation and other surroundings. */
export interface ReadablePage {
  /** '' when it has none. */
  readonly title: string;
  readonly content: readonly ElementContent[];
}

/** A page with less text than this after pruning was pruned too much; characters. */
const leastText = 250;
/** A block with less than this share of the page's text outside links is not its main content. */
const leastShare = 0.6;
/** The same for an element that calls itself the text. */
const leastNamed = 0.4;
const longestTitle = 300;
/** More of an attribute is not looked at; characters. */
const longestAttribute = 500;

/** Elements that hold nothing to read. */
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

/** Names that sites give to what stands around a text, and names that say it is the text. */
const around =
  /(?:^|[-_ ])(?:ads?|advert\w*|banner|breadcrumbs?|combx|comments?|cookies?|disqus|footer|hidden|legends|masthead|menu|meta|modal|nav\w*|newsletter|outbrain|pager|pagination|popup|print|promo\w*|recommend\w*|related|remark|replies|rss|share\w*|shoutbox|sidebar|skip\w*|skyscraper|social\w*|sponsor\w*|subscri\w*|taboola|tags?|toolbar|tooltip|widget|yom-remote)(?:$|[-_ ])/i;
const within = /article|body|content|column|main|post|story|entry|text/i;

/** Blocks whose text counts for their place. */
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

/** The length of the text in a node, and of the part of it that is links. */
interface Weight {
  readonly text: number;
  readonly links: number;
}

const weightless: Weight = { text: 0, links: 0 };

/** Takes out what is not read. Returns how much text is left in each element. */
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

/** The smallest element around the best one in which enough of the page's text is. */
function widened(best: readonly Nodes[], weights: ReadonlyMap<Nodes, Weight>, root: Root): Nodes {
  const plain = (node: Nodes): number => {
    const { text, links } = weights.get(node) ?? weightless;
    return text - links;
  };
  return best.find((node) => plain(node) >= plain(root) * leastShare) ?? root;
}

/** Finds the element in which the paragraphs are. */
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

/** The element that the page itself calls its text, if much of the text is in it. */
function named(root: Root, weights: ReadonlyMap<Nodes, Weight>): Element | null {
  const length = (node: Nodes): number => (weights.get(node) ?? weightless).text;
  const kinds: readonly ((element: Element) => boolean)[] = [
    ({ tagName }) => tagName === 'article',
    (element) => element.tagName === 'main' || attribute(element, 'role') === 'main',
  ];
  for (const isOfKind of kinds) {
    const [first, ...more] = find(root, isOfKind);
    if (first !== undefined && more.length === 0 && length(first) > length(root) * leastNamed) {
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
 * Finds what a parsed page says, and leaves out menus, sidebars, forms and the like. A page that would
 * be left with almost nothing keeps all that can be seen. Changes the tree.
 */
export function readable(root: Root): ReadablePage {
  const title = titleOf(root);
  const whole = structuredClone(root);
  const weights = prune(root, true);
  if ((weights.get(root) ?? weightless).text < leastText) {
    prune(whole, false);
    return { title, content: elementsIn(whole) };
  }
  return { title, content: elementsIn(named(root, weights) ?? bestOf(root, weights)) };
}

function elementsIn(node: Nodes): readonly ElementContent[] {
  const children: readonly Nodes[] = 'children' in node ? node.children : [];
  return children.filter((child): child is ElementContent => child.type !== 'doctype');
}
