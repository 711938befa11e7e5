import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { definePlugin, defineRule, type ESTree } from '@oxlint/plugins';
import { keptWordRule } from './kept-words.ts';
import { electronNames, fetchRooms, packageRooms, rooms, sendRooms, type Room } from './rooms.ts';

/** The target of an import: a file under `src`, or a package by name. */
type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string };

interface Home {
  /** The pattern from the list of rooms. */
  readonly pattern: string;
  /** The folder or file itself. */
  readonly name: string;
  readonly room: Room;
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

const isWithinAny = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => isWithin(path, folder));

/**
 * The room's name with `*` replaced by the name in the path; null if the path is not in this room.
 */
function nameFor(pattern: string, path: string): string | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const fits = wanted.every((part, index) =>
    part === '*' ? given.length > index + 1 : part === given[index],
  );
  return fits ? given.slice(0, wanted.length).join('/') : null;
}

/** The room of a file under `src`; null if it has none. */
function homeOf(path: string): Home | null {
  let found: Home | null = null;
  for (const [pattern, room] of Object.entries(rooms)) {
    const name = nameFor(pattern, path);
    if (name !== null && name.length > (found?.name.length ?? 0)) found = { pattern, name, room };
  }
  return found;
}

/** The path relative to `src`; null if the file is elsewhere. */
function underSource(filename: string): string | null {
  const path = filename.replaceAll('\\', '/');
  return /^.*\/src\/((?:main|preload|renderer|shared)\/.*)$/.exec(path)?.[1] ?? null;
}

function targetOf(path: string, specifier: string): Target {
  if (/^\.{0,2}\//.test(specifier)) {
    const file = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
    return { kind: 'file', path: file };
  }
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}

/** Whether a list of rooms and files includes the file. A nested room must be listed explicitly. */
function isListed(list: readonly string[], file: string, home: Home): boolean {
  return list.some((entry) => entry === file || entry === home.pattern);
}

function whyNotFile(from: Home, file: string, isType: boolean): string | null {
  const to = homeOf(file);
  if (to === null) return `${file} is in no room; scripts/lint/rooms.ts lists them.`;
  if (to.name === from.name) return null;
  const { uses, types = [] } = from.room;
  if (isListed(uses, file, to) || (isType && isListed(types, file, to))) return null;
  return isListed(types, file, to)
    ? `${from.name} may import only types from ${to.name}.`
    : `${from.name} may not import from ${to.name}; scripts/lint/rooms.ts says what it may.`;
}

function whyNotPackage(from: Home, path: string, name: string): string | null {
  const few = packageRooms[name];
  if (few !== undefined && !isWithinAny(path, few)) {
    return `Only ${few.join(', ')} may import ${name}.`;
  }
  if (from.room.packages !== undefined && !from.room.packages.includes(name)) {
    return `${from.name} may not import ${name}.`;
  }
  const isNode = isBuiltin(name);
  return isNode && !path.startsWith('main/') ? `Only main may import ${name}.` : null;
}

/** Why a file under `src` may not import something; null if it may. */
function whyNot(path: string, specifier: string, isType: boolean): string | null {
  const from = homeOf(path);
  if (from === null) return null;
  const target = targetOf(path, specifier);
  return target.kind === 'file'
    ? whyNotFile(from, target.path, isType)
    : whyNotPackage(from, path, target.name);
}

const nameOf = (node: ESTree.ModuleExportName): string =>
  node.type === 'Literal' ? node.value : node.name;

const importRule = defineRule({
  create(context) {
    const path = underSource(context.filename);
    if (path === null) return {};
    const check = (node: ESTree.Node, source: ESTree.Node, isType: boolean): void => {
      if (source.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = whyNot(path, source.value, isType);
      if (message !== null) context.report({ node, message });
    };
    const checkOutgoing = (node: ESTree.ImportDeclaration): void => {
      if (node.importKind === 'type' || isWithinAny(path, fetchRooms)) return;
      for (const specifier of node.specifiers) {
        const isNamed = specifier.type === 'ImportSpecifier';
        if (isNamed && !['request', 'get', 'Agent'].includes(nameOf(specifier.imported))) continue;
        const message = `Only ${fetchRooms.join(', ')} may ask servers; take a fetch as an argument.`;
        context.report({ node: specifier, message });
      }
    };
    const checkNames = (node: ESTree.ImportDeclaration): void => {
      for (const specifier of node.specifiers) {
        if (specifier.type !== 'ImportSpecifier') continue;
        const name = nameOf(specifier.imported);
        const few = electronNames[name];
        if (few === undefined || isWithinAny(path, few)) continue;
        context.report({ node: specifier, message: `Only ${few.join(', ')} may import ${name}.` });
      }
    };
    return {
      Program(node) {
        if (homeOf(path) === null) {
          const message = `${path} is in no room; scripts/lint/rooms.ts lists them.`;
          context.report({ node, message });
        }
      },
      ImportDeclaration(node) {
        check(node, node.source, node.importKind === 'type');
        if (node.source.value === 'electron') checkNames(node);
        if (node.source.value === 'node:http') checkOutgoing(node);
      },
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportNamedDeclaration(node) {
        if (node.source !== null) check(node, node.source, node.exportKind === 'type');
      },
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source, true),
    };
  },
});

/** Globals through which a request can leave. */
const outgoingGlobals = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']);

/** The nodes in which a name is a type, or asks for one. */
const typeNodes = new Set<string>(['TSTypeReference', 'TSTypeQuery', 'TSQualifiedName']);

/** True for the contents of a window, by the names that Electron and Parley give them. */
function isContents(node: ESTree.Node): boolean {
  const named = node.type === 'MemberExpression' ? node.property : node;
  return named.type === 'Identifier' && ['webContents', 'contents', 'sender'].includes(named.name);
}

const callRule = defineRule({
  create(context) {
    const path = underSource(context.filename);
    if (path === null || !path.startsWith('main/')) return {};
    const refuseFetch = (node: ESTree.Node): void => {
      if (isWithinAny(path, fetchRooms)) return;
      const message = `Only ${fetchRooms.join(', ')} may use the global fetch and its like; take a fetch as an argument.`;
      context.report({ node, message });
    };
    return {
      Program(node) {
        // Names that nothing in the file declares.
        for (const { identifier } of context.sourceCode.getScope(node).through) {
          const isValue = !typeNodes.has(identifier.parent?.type ?? '');
          if (isValue && outgoingGlobals.has(identifier.name)) refuseFetch(identifier);
        }
      },
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression' || callee.computed) return;
        const { object, property } = callee;
        const isSend = property.name === 'send' && isContents(object);
        if (isSend && !isWithinAny(path, sendRooms)) {
          context.report({
            node: callee,
            message: `Only ${sendRooms.join(', ')} may send to a window.`,
          });
        }
      },
      MemberExpression(node) {
        const { object, property } = node;
        if (object.type !== 'Identifier' || !['globalThis', 'global'].includes(object.name)) return;
        const name = property.type === 'Identifier' ? property.name : null;
        const literal = property.type === 'Literal' ? String(property.value) : null;
        if (outgoingGlobals.has(name ?? literal ?? '')) refuseFetch(node);
      },
    };
  },
});

const functions = new Set<string>([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

/** A message that a module takes while it loads would stay in the language of that moment. */
const wordRule = defineRule({
  create: (context) => ({
    CallExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 't') return;
      if (underSource(context.filename) === null) return;
      let around: ESTree.Node | null = node.parent;
      while (around !== null && !functions.has(around.type)) around = around.parent;
      if (around !== null) return;
      const message = 'The language may change: take a message where it is shown, in a function.';
      context.report({ node, message });
    },
  }),
});

// oxlint requires a default export for a plugin.
export default definePlugin({
  meta: { name: 'walls' },
  rules: { imports: importRule, calls: callRule, words: wordRule, 'kept-words': keptWordRule },
});
