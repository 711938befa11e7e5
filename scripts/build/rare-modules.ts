/** Modules that are loaded late and rarely, for `packedFiles`. */

const inMain = [
  // A process of its own for foreign files, whose libraries are large.
  /\/src\/main\/confined\/entry\.ts$/,
  // The last step of an update.
  /\/src\/main\/electron\/updates\/system-installers\.ts$/,
  // Most people run no tool server.
  /\/node_modules\/@modelcontextprotocol\/client\//,
];

/** Modules of main in whose place `unpackModules` was called before. */
export function isRareInMain(id: string): boolean {
  return inMain.some((each) => each.test(id));
}

const inWindow = [
  // Mermaid, a thing of some answers.
  /\/src\/renderer\/sandbox\/diagram\.html$/,
  // Pictures of scanned PDFs.
  /\/src\/renderer\/sandbox\/pdf-pages\.html$/,
  /\/node_modules\/temml\//,
  // A window needs one of ten; English is not among them, because most see it.
  /^\0parley:messages-(?!en-)[\w-]+-late$/,
];

/** Modules of windows that come behind the first view. */
export function isRareInWindow(id: string): boolean {
  return inWindow.some((each) => each.test(id));
}
