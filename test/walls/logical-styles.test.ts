import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtRule, parse, Rule, type Container, type Declaration, type Document } from 'postcss';
import { describe, expect, it } from 'vitest';
import { root } from './linter.ts';

/** Names of sides and sizes that do not turn around with the direction of the window. */
const physicalNames = /(?:^|-)(?:left|right|top|bottom)(?:-|$)|^(?:(?:min|max)-)?(?:width|height)$/;
/** A side that does not turn around, or a move along the line. */
const physicalValues = /(?<![-\w])(?:-webkit-)?(?:left|right)(?![-\w])|translate(?:X|3d)?\(|matrix/;
/** A shorthand that names four sides. */
const fourSides =
  /^(?:(?:margin|padding|inset)|border-(?:width|style|color)|scroll-(?:margin|padding))$/;

/** What is physical on purpose, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'app/app.module.css @keyframes slide-in: transform': 'multiplied by --forward',
  'features/chat/message/message.module.css .action::after: translate': 'multiplied by --forward',
  'markdown/markdown.css .md-math .tml-left: text-align': 'formulas are not mirrored',
  'markdown/markdown.css .md-math .tml-right: text-align': 'formulas are not mirrored',
  'ui/field.module.css .switch:checked::before: transform': 'multiplied by --forward',
};

/** The values of a declaration; a function is one. */
function valuesOf(value: string): readonly string[] {
  const values: string[] = [];
  let depth = 0;
  for (const word of value.split(/\s+/)) {
    if (depth === 0) values.push(word);
    else values.push(`${values.pop() ?? ''} ${word}`);
    for (const letter of word) depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
  }
  return values;
}

function isPhysical({ prop, value }: Declaration): boolean {
  if (prop.startsWith('--')) return false;
  if (physicalNames.test(prop) || physicalValues.test(value)) return true;
  const values = valuesOf(value);
  if (prop === 'translate') return !/^(?:0|none)$/.test(values[0] ?? '');
  if (prop === 'border-radius') return values.length > 1;
  return fourSides.test(prop) && values.length === 4 && values[1] !== values[3];
}

function placeOf(file: string, declaration: Declaration): string {
  let place = declaration.prop;
  let at: Container | Document | undefined = declaration.parent;
  for (; at !== undefined; at = at.parent) {
    if (at instanceof Rule && !/^(?:from|to)$/.test(at.selector))
      place = `${at.selector}: ${place}`;
    if (at instanceof AtRule && at.name === 'keyframes')
      place = `@keyframes ${at.params}: ${place}`;
  }
  return `${file} ${place}`;
}

/** Declarations that would stay as they are in a window that is read from right to left. */
function physicalIn(file: string, css: string): readonly string[] {
  const found: string[] = [];
  parse(css).walkDecls((declaration) => {
    if (isPhysical(declaration)) found.push(placeOf(file, declaration));
  });
  return found;
}

const renderer = join(root, 'src/renderer');
const filesOf = (pattern: string): readonly (readonly [file: string, text: string])[] =>
  globSync(pattern, { cwd: renderer })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => [file, readFileSync(join(renderer, file), 'utf8')]);

describe('styles', () => {
  it('name no side of the window but where a reason is given', () => {
    const found = filesOf('**/*.css').flatMap(([file, css]) => physicalIn(file, css));
    expect([...new Set(found)].sort()).toEqual(Object.keys(exceptions));
  });

  it.each([
    ['margin-left: 1px', true],
    ['border-top-left-radius: 1px', true],
    ['border-radius: 1px 2px', true],
    ['text-align: right', true],
    ['background: linear-gradient(to left, red, blue)', true],
    ['padding: 1px 2px 3px 4px', true],
    ['padding: 1px calc(1px + 2px) 3px calc(1px + 2px)', false],
    ['transform: translateX(4px)', true],
    ['transform: translateY(4px)', false],
    ['translate: -50% 0', true],
    ['translate: 0 4px', false],
    ['max-width: 4px', true],
    ['inset-inline-start: 4px', false],
    ['position-area: inline-end', false],
    ['--left: 1px', false],
  ])('%s: %s', (declaration, physical) => {
    expect(physicalIn('a.css', `.a { ${declaration} }`)).toHaveLength(physical ? 1 : 0);
  });
});

/** Code that speaks of sides, each with its reason. */
const sidesInCode: Readonly<Record<string, string>> = {
  'app/sidebar-frame.tsx': 'turns keys and pointer around itself',
  'features/chat/compare/column-keys.ts': 'gets keys of a window read from left to right',
  'features/chat/log/scroll-input.ts': 'knows scroll bars on either side',
  'features/chat/map/move.ts': 'gets keys of a window read from left to right',
  'features/chat/quote/quote-button.tsx': 'stands where the pointer is',
  'ui/direction.ts': 'is where keys are turned around',
  'ui/menu-popup.tsx': 'opens where the pointer is',
  'ui/menu.tsx': 'opens where the pointer is',
};

const sides =
  /'Arrow(?:Left|Right)'|\bArrow(?:Left|Right):|\b(?:client|page|offset|screen)X\b|scrollLeft|translateX|(?:margin|padding|border)(?:Left|Right)\b|style=\{\{[^}]*\b(?:left|right):|(?:left|right)\b[^}]*\} = .*Rect\(|(?:[rR]ect(?:\(\))?|[bB]ox\??)\.(?:left|right)\b|=['"](?:left|right)['"]/;

describe('code of the window', () => {
  it('speaks of left and right only where a reason is given', () => {
    const found = filesOf('**/*.{ts,tsx}')
      .filter(([, text]) =>
        text.split('\n').some((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && sides.test(line)),
      )
      .map(([file]) => file);
    expect(found).toEqual(Object.keys(sidesInCode));
  });
});

/** Icons with such names have no direction, or keep it. */
const unmirrored = [
  ['circle-question-mark', 'message-circle-question-mark', 'shield-question-mark'],
  ['history', 'list-filter', 'refresh-cw', 'rotate-ccw'],
].flat();

const directed =
  /left|right|forward|back|undo|redo|reply|send|quote|text|type|list|panel|sidebar|book|folder|chart|message|arrow-out|external|horizontal|indent|align|log-|skip|step|next|previous|clipboard/;

describe('icons', () => {
  it('with a direction are mirrored', () => {
    const css = readFileSync(join(renderer, 'ui/base.css'), 'utf8');
    const mirrored = new Set([...css.matchAll(/\.lucide-([\w-]+)/g)].map(([, name = '']) => name));
    const used = new Set(
      filesOf('**/*.tsx').flatMap(([, text]) =>
        [...text.matchAll(/'lucide-react\/icons\/([\w-]+)'/g)].map(([, name = '']) => name),
      ),
    );
    const asked = [...used].filter((name) => directed.test(name) && !unmirrored.includes(name));
    expect(asked.filter((name) => !mirrored.has(name))).toEqual([]);
    expect([...mirrored].filter((name) => !used.has(name))).toEqual([]);
  });
});
